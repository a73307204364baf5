import Core

/// A text model's answer read as a story: plain text in the fields that were asked for, and nothing else of what it says.
struct StoryAnswer {
    /// Characters of what is said once for the whole, and of one scene.
    static let longest = 600
    static let longestScene = 1200

    let arced: StoryArced

    /// As many scenes as the brief asks for.
    ///
    /// Of too many the first ones and the last are used, as a story needs its ending; what is missing is split off the prompt by
    /// template. Throws why nothing of it can be used, as the end of a sentence.
    init(
        _ answer: GeneratedText, of brief: Brief, by model: String
    ) throws(PromptAnswer.Unusable) {
        switch answer.ending {
        case .complete: break
        case .refused(let words):
            let said = PlainText.line(words, limit: 200)
            throw PromptAnswer.Unusable(reason: "the model would not" + (said.isEmpty ? "" : ": \(said)"))
        case .cut: throw PromptAnswer.Unusable(reason: "its answer was cut short")
        case .calls: throw PromptAnswer.Unusable(reason: "it asked for tools that it was not given")
        }
        guard let json = JSONValue(in: answer.text), let told = json["scenes"]?.array else {
            throw PromptAnswer.Unusable(reason: "its answer was not what was asked for")
        }
        // Far more than anybody asks for is not read at all.
        var scenes: [StoryScene] = []
        for scene in told.prefix(200) { try Self.scene(scene).map { scenes.append($0) } }
        guard !scenes.isEmpty else { throw PromptAnswer.Unusable(reason: "its answer had no scenes") }
        let count = brief.sceneCount
        var used = scenes
        var notes: [String] = []
        if scenes.count > count {
            used = Array(scenes.prefix(count - 1)) + scenes.suffix(1)
            notes.append(
                "\(model) told \(told.count) scenes where \(count) were asked for: the first "
                    + (count > 1 ? "\(count - 1) and the last are used." : "ones were left out."))
        } else if scenes.count < count {
            used += (scenes.count + 1...count).map(PlainStory(brief: brief).scene)
            notes.append(
                "\(model) told \(scenes.count) scene\(scenes.count == 1 ? "" : "s") where \(count) were asked for: "
                    + "the rest is split off the prompt by template.")
        }
        let title = try Self.text(json["title"], limit: 120)
        arced = StoryArced(
            title: title.isEmpty ? PlainText.line(brief.prompt, limit: 60) : title,
            arc: try Self.text(json["arc"]), characters: try Self.text(json["characters"]),
            place: try Self.text(json["place"]), look: try Self.text(json["look"]), scenes: used, model: model,
            cost: answer.cost, notes: notes)
    }

    /// Nil for one that shows nothing.
    private static func scene(_ json: JSONValue) throws(PromptAnswer.Unusable) -> StoryScene? {
        let prompt = try text(json["prompt"], limit: longestScene)
        guard prompt.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        return StoryScene(
            title: try text(json["title"], limit: 120), prompt: prompt, camera: try text(json["camera"], limit: 300))
    }

    /// In one line; empty for what is no text.
    private static func text(
        _ json: JSONValue?, limit: Int = longest
    ) throws(PromptAnswer.Unusable) -> String {
        let text = PlainText.line(json?.string ?? "", limit: limit)
        guard !text.contains("<<<DATA"), !text.contains("DATA>>>") else {
            throw PromptAnswer.Unusable(reason: "its answer repeated the question")
        }
        return text
    }
}
