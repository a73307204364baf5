import Core

extension CommentParts {
    /// The story in its scenes, and how they were held together; nil for a run that tells none.
    var story: String? {
        guard let story = StoryLines(report.view) else { return nil }
        func words(_ text: String, _ limit: Int) -> String {
            MarkdownEscaper.inline(PlainText.line(text, limit: limit))
        }
        let arc = story.arc.isEmpty ? "" : ": " + words(story.arc, 600)
        var parts = ["**\(words(story.title, 120))**\(arc) (\(words(story.teller, 120)))"]
        let notes = story.notes.prefix(12).map { "- " + words($0, 400) }
        if !notes.isEmpty { parts.append(notes.joined(separator: "\n")) }
        let isFilmed = story.scenes.contains { !$0.camera.isEmpty }
        let limit = max(200, detail.prompt / 4)
        let rows = story.scenes.prefix(max(4, min(detail.items, 20))).map { scene in
            let title = scene.title.isEmpty ? "" : "**\(words(scene.title, 120))** "
            return ["`\(scene.number)`", title + words(scene.prompt, limit)]
                + (isFilmed ? [words(scene.camera, 120)] : [])
        }
        var folded = [
            Markdown.table(
                ["Scene", "What is seen"] + (isFilmed ? ["Camera"] : []), align: ["-", "-"] + (isFilmed ? ["-"] : []),
                rows: rows)
        ]
        if rows.count < story.scenes.count {
            folded.append("… and \(story.scenes.count - rows.count) more, in the report.")
        }
        if !story.continuity.isEmpty { folded.append(words(story.continuity, 1000)) }
        if !story.changes.isEmpty {
            let changes = story.changes.prefix(20).map {
                [words($0.name, 60), words($0.before, limit), words($0.now, limit)]
            }
            parts.append(
                Markdown.details(
                    "What the telling before had otherwise",
                    Markdown.table(["", "Before", "Now"], align: ["-", "-", "-"], rows: changes)))
        }
        parts.append(Markdown.details("The scenes", folded.joined(separator: "\n\n")))
        return parts.joined(separator: "\n\n")
    }
}
