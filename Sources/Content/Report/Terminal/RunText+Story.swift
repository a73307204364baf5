import Core

extension RunText {
    /// The story in its scenes, and how they were held together; nothing for a run that tells none.
    static func story(of view: RunView, _ style: TerminalStyle, _ width: Int) -> [String] {
        guard let story = StoryLines(view) else { return [] }
        var lines = ["", style.strong("Story")]
        let arc = story.arc.isEmpty ? "" : ": \(story.arc)"
        lines += wrapped(
            PlainText.line("\(story.title) (\(story.teller))\(arc)", limit: 800), width, indent: "  ")
        for scene in story.scenes {
            let title = scene.title.isEmpty ? "" : "\(scene.title). "
            let camera = scene.camera.isEmpty ? "" : " [\(scene.camera)]"
            lines += wrapped(
                PlainText.line("\(scene.number)  \(title)\(scene.prompt)\(camera)", limit: 500), width, indent: "  ")
        }
        for change in story.changes.prefix(20) {
            lines += wrapped(
                PlainText.line("\(change.name) before: \(change.before)", limit: 500), width, indent: "  ")
        }
        for note in story.notes.prefix(20) { lines += wrapped(PlainText.line(note, limit: 600), width, indent: "  ") }
        return lines
    }
}
