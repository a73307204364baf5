import Core

/// Adds to a prompt what it leaves open: composition, light and detail, by its subject, hour, mood and style.
struct DraftRewrite {
    private let prompt: String
    private let reading: PromptReading
    /// Whether a way of drawing is named at all.
    private let isStyled: Bool

    init(_ prompt: String, style: String?) {
        self.prompt = prompt
        // The size and the seed have no part in what the words mean.
        reading = PromptReading(
            ImageRequest(
                prompt: prompt, style: style, size: PixelSize(width: 64, height: 64), format: .png,
                seed: Seed(hashing: "")))
        isStyled = PromptReading.words(of: (style ?? "") + " " + prompt).contains { DraftStyle.words[$0] != nil }
    }

    /// `step` names the one thing that is to be added: `composition`, `light`, `detail` or `camera`; empty adds the first three.
    ///
    /// A step of another name only tidies; what is there already is not added again.
    func text(step: String) -> String {
        let wanted =
            switch step {
            case "", "optimise", "image", "edit": [composition, light, detail]
            case "video": [composition, light, camera]
            case "composition": [composition]
            case "light": [light]
            case "detail": [detail]
            case "camera", "motion": [camera]
            default: [String]()
            }
        var text = prompt
        while let last = text.last, last.isWhitespace || ".,;".contains(last) { text.removeLast() }
        for addition in wanted where !text.contains(addition) { text += ", " + addition }
        return text
    }

    private var composition: String {
        guard let main = reading.subjects.first(where: \.isFigure) ?? reading.subjects.first else {
            return "one clear centre of interest with empty space around it"
        }
        switch main {
        case .person, .cat, .dog, .robot: return "the figure near, its face in focus, the background kept simple"
        case _ where main.isFigure:
            return "the main figure a third in from the side, clearly apart from its surroundings"
        default: return "a foreground, a middle ground and a far horizon, seen from a low viewpoint"
        }
    }

    private var light: String {
        let hour =
            switch reading.hour {
            case .day: "even light from one side with readable shadows"
            case .dawn: "low warm light from the side with long shadows"
            case .sunset: "the last warm light against a cooling horizon"
            case .night: "a few warm lamps in deep but readable shadows"
            }
        let mood =
            switch reading.mood {
            case .calm: ""
            case .joyful: ", saturated and high in key"
            case .stormy: ", broken by heavy weather"
            case .dark: ", low in key with one bright accent"
            case .misty: ", paling with distance"
            case .wintry: ", pale and clear"
            }
        return hour + mood
    }

    private var detail: String {
        guard isStyled else { return "fine natural texture where the eye rests, nothing else competing" }
        return switch reading.style {
        case .flat: "clean shapes in few well separated colours"
        case .poster: "bold simplified shapes with strong contrast and visible grain"
        case .watercolour: "visible washes, soft edges and the tooth of the paper"
        case .ink: "confident strokes of varying weight, hatching in the shadows"
        }
    }

    private var camera: String {
        switch reading.subjects.first {
        case .person, .cat, .dog, .robot, .flower, .bird: "the camera moves in slowly and holds"
        case .car, .train, .boat, .rocket, .road: "the camera travels alongside at the same speed"
        case .castle, .tower, .lighthouse, .mountain, .tree: "the camera rises slowly from the ground to the top"
        default: "the camera drifts slowly from left to right"
        }
    }
}
