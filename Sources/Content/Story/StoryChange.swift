package import Core

/// What one telling of a story has otherwise than the one before.
package struct StoryChange: Hashable, Sendable {
    /// A scene's number as its picture is called, or what is said once for the whole: title, arc, characters, place, look.
    package let name: String
    package let before: String
    package let now: String

    package static func all(from earlier: StoryArced, to later: StoryArced) -> [StoryChange] {
        let whole = [
            ("title", earlier.title, later.title), ("arc", earlier.arc, later.arc),
            ("characters", earlier.characters, later.characters), ("place", earlier.place, later.place),
            ("look", earlier.look, later.look),
        ]
        let scenes = (0..<max(earlier.scenes.count, later.scenes.count)).map { place in
            (StoryPart.picture(place + 1).key.text, words(of: place, in: earlier), words(of: place, in: later))
        }
        return (whole + scenes).filter { $0.1 != $0.2 }.map { StoryChange(name: $0.0, before: $0.1, now: $0.2) }
    }

    private static func words(of place: Int, in story: StoryArced) -> String {
        guard story.scenes.indices.contains(place) else { return "" }
        let scene = story.scenes[place]
        return [
            scene.title.isEmpty ? "" : scene.title.closed, scene.prompt,
            scene.camera.isEmpty ? "" : "[\(scene.camera)]",
        ]
        .filter { !$0.isEmpty }.joined(separator: " ")
    }

    package var json: JSONValue { ["name": .string(name), "before": .string(before), "now": .string(now)] }
}

extension Story {
    /// What the latest telling has otherwise than the one before; empty where it was told once.
    package var changes: [StoryChange] {
        guard tellings.count > 1, let now = tellings.last else { return [] }
        return StoryChange.all(from: tellings[tellings.count - 2], to: now)
    }
}

extension StoryArced {
    /// The story with the words of one scene as a person wants them; nil for a scene that it does not have, and for no words.
    package func saying(_ words: String, in part: StoryPart, by login: String) -> StoryArced? {
        let prompt = PlainText.line(words, limit: StoryAnswer.longestScene)
        guard case .picture(let number) = part, scenes.indices.contains(number - 1), !prompt.isEmpty else { return nil }
        var changed = scenes
        let old = scenes[number - 1]
        changed[number - 1] = StoryScene(title: old.title, prompt: prompt, camera: old.camera)
        return StoryArced(
            title: title, arc: arc, characters: characters, place: place, look: look, scenes: changed, model: model,
            cost: cost, isReused: isReused,
            notes: notes + ["Scene \(part.key) is in the words of \(PlainText.line(login, limit: 60))."])
    }
}
