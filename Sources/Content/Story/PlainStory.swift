import Core

/// Scenes for nothing: the issue's own, or the prompt split by template where no model has told the story.
struct PlainStory {
    let brief: Brief
    /// What people want of it, which is said with every scene.
    var notes: [String] = []

    /// The issue's own words for each scene; nil where it has none.
    var own: StoryArced? {
        guard !brief.items.isEmpty else { return nil }
        return StoryArced(
            title: title, arc: PlainText.line(brief.prompt, limit: StoryAnswer.longest),
            look: PlainText.line(brief.prompt, limit: StoryAnswer.longest),
            scenes: (1...brief.sceneCount).map { number in
                guard brief.items.indices.contains(number - 1) else { return scene(number) }
                return StoryScene(title: "", prompt: noted(brief.items[number - 1].prompt), camera: camera(number))
            })
    }

    func split(because reason: String, cost: MicroDollars = .zero) -> StoryArced {
        StoryArced(
            title: title, arc: PlainText.line(brief.prompt, limit: StoryAnswer.longest),
            look: "the same figures, places and style throughout", scenes: (1...brief.sceneCount).map(scene),
            cost: cost, notes: ["The story was split by template: \(reason)"])
    }

    /// One scene of the prompt, known by its place in the whole alone.
    func scene(_ number: Int) -> StoryScene {
        let count = brief.sceneCount
        let moment =
            switch number {
            case 1: count == 1 ? "the moment that tells it all" : "how it begins"
            case count: "how it ends"
            default: number * 2 <= count + 1 ? "how it goes on" : "how it turns"
            }
        return StoryScene(
            title: "", prompt: noted("Scene \(number) of \(count), \(moment), of: \(brief.prompt)"),
            camera: camera(number))
    }

    private func noted(_ prompt: String) -> String {
        ([prompt] + notes.map { PlainText.line($0, limit: StoryAnswer.longest) }).joined(separator: "\n")
    }

    private func camera(_ number: Int) -> String {
        if let camera = brief.camera { return camera }
        let moves = ["slow push in", "pan from left to right", "slow tilt upwards", "slow pull back"]
        return number == brief.sceneCount && number > 1 ? moves[3] : moves[(number - 1) % 3]
    }

    private var title: String {
        let line = PlainText.line(brief.prompt, limit: 60)
        return line.isEmpty ? "A story" : line
    }
}
