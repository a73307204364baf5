import Core

extension HTMLReport {
    /// The story in its scenes, and how they were held together; nil for a run that tells none.
    var story: String? {
        guard let story = StoryLines(view) else { return nil }
        let isFilmed = story.scenes.contains { !$0.camera.isEmpty }
        let rows = story.scenes.map { scene in
            let title = scene.title.isEmpty ? "" : "<strong>\(HTML.foreign(scene.title, limit: 120))</strong><br>"
            let camera =
                isFilmed ? "<td dir=\"auto\">\(HTML.text(scene.camera, limit: 300))</td>" : ""
            return "<tr><th scope=\"row\">\(HTML.text(scene.number))</th>"
                + "<td class=\"prompt\" dir=\"auto\">\(title)\(HTML.text(scene.prompt, limit: 2000))</td>\(camera)</tr>"
        }
        let notes = story.notes.prefix(60).map { "<li>\(HTML.foreign($0, limit: 600))</li>" }
        let arc = story.arc.isEmpty ? "" : "<p dir=\"auto\">\(HTML.text(story.arc, limit: 1000))</p>"
        let continuity =
            story.continuity.isEmpty
            ? "" : "<p class=\"soft\" dir=\"auto\">\(HTML.text(story.continuity, limit: 2000))</p>"
        let changes = story.changes.prefix(60).map { change in
            "<tr><th scope=\"row\">\(HTML.text(change.name))</th><td dir=\"auto\">\(HTML.text(change.before, limit: 2000))</td>"
                + "<td dir=\"auto\">\(HTML.text(change.now, limit: 2000))</td></tr>"
        }
        let changed =
            changes.isEmpty
            ? ""
            : """
            <details><summary>What the telling before had otherwise</summary><div class="scroll" tabindex="0" role="region" aria-label="Changes"><table>
            <thead><tr><th scope="col">Part</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
            <tbody>\(changes.joined(separator: "\n"))</tbody></table></div></details>
            """
        return """
            <section aria-labelledby="story">
            <h2 id="story">\(HTML.foreign(story.title, limit: 120))</h2>
            <p class="soft">\(story.scenes.count) scene\(story.scenes.count == 1 ? "" : "s"), \(HTML.foreign(story.teller, limit: 120))</p>
            \(arc)\(notes.isEmpty ? "" : "<ul>\(notes.joined(separator: "\n"))</ul>")
            <div class="scroll" tabindex="0" role="region" aria-label="Scenes"><table>
            <thead><tr><th scope="col">Scene</th><th scope="col">What is seen</th>\(isFilmed ? "<th scope=\"col\">Camera</th>" : "")</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            \(continuity)\(changed)
            </section>
            """
    }
}
