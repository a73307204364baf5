package import Core

/// What a run has made of its story so far, folded from the records of its log.
package struct Story: Hashable, Sendable {
    /// Nil before it was split into scenes, and in runs that tell none.
    package var arced: StoryArced? { tellings.last }
    /// All of them, the latest last: a person may have it told again, or change the words of a scene.
    package private(set) var tellings: [StoryArced] = []
    /// How each attempt was tied to the scenes around it.
    package private(set) var links: [AssetKey: [Int: SceneLinked]] = [:]

    package init(_ records: some Sequence<RoomFact>) {
        for record in records {
            if let arced = StoryArced(record) {
                tellings.append(arced)
            } else if let linked = SceneLinked(record) {
                links[linked.key, default: [:]][linked.attempt] = linked
            }
        }
    }

    /// The assets of a brief, those of a story with the words of their scenes.
    package func items(of brief: Brief) -> [BatchItem] {
        guard brief.kind == .story, let arced else { return brief.assets }
        return brief.assets.map { item in
            guard let part = StoryPart(key: item.key), let prompt = arced.prompt(of: part) else { return item }
            return BatchItem(key: item.key, prompt: prompt, size: item.size, seed: item.seed)
        }
    }

    package func item(_ key: AssetKey, of brief: Brief) -> BatchItem? {
        items(of: brief).first { $0.key == key }
    }
}

extension StoryArced {
    /// What a part of the story is asked for with; nil for a scene that it does not have.
    func prompt(of part: StoryPart) -> String? {
        switch part {
        case .film: return arc.isEmpty ? title : "\(title): \(arc)"
        case .picture(let number):
            guard scenes.indices.contains(number - 1) else { return nil }
            return [scenes[number - 1].prompt, continuity].filter { !$0.isEmpty }.joined(separator: "\n")
        case .video(let number):
            guard scenes.indices.contains(number - 1) else { return nil }
            let scene = scenes[number - 1]
            return [scene.prompt, scene.camera.isEmpty ? "" : "Camera: \(scene.camera.closed)"]
                .filter { !$0.isEmpty }.joined(separator: "\n")
        }
    }

    /// What was told, without what it cost and where it is kept.
    var told: JSONValue {
        var members = record.payload.object ?? [:]
        for name in ["cost", "answer", "reused"] { members[name] = nil }
        return .object(members)
    }

    /// What stays the same in every scene, in one line; empty where nothing is said of it.
    var continuity: String {
        let parts = [characters, place, look].filter { !$0.isEmpty }.map(\.closed)
        return parts.isEmpty ? "" : "The same in every scene: " + parts.joined(separator: " ")
    }
}

extension TaskOrder {
    /// The asset that the task makes: the brief's, in the words of its scene, as it was rewritten.
    var item: BatchItem? {
        guard let item = originalItem else { return nil }
        if let prompt = AssetWish.prompt(for: self) {
            return BatchItem(key: item.key, prompt: prompt, size: item.size, seed: item.seed)
        }
        return brief.optimise ? PromptHistory(records).rewritten(item) : item
    }

    /// The same before any rewriting.
    var originalItem: BatchItem? {
        guard let key = task.asset else { return nil }
        guard brief.kind == .story else { return brief.assets.first { $0.key == key } }
        return Story(records).item(key, of: brief)
    }
}

extension String {
    /// With a full stop behind it, unless it ends with a mark.
    var closed: String {
        guard let last, !".!?…。！？".contains(last) else { return self }
        return self + "."
    }
}
