import Core
import Engine

/// How a story was told and held together, as reports show it.
struct StoryLines: Hashable, Sendable {
    /// One scene in words.
    struct Scene: Hashable, Sendable {
        let number: String
        let title: String
        let prompt: String
        /// Empty where the scenes are not filmed.
        let camera: String
    }

    /// Foreign text, as everything here but for our own sentences.
    let title: String
    let arc: String
    /// What stays the same in every scene; empty where nothing was said of it.
    let continuity: String
    /// Who told it, in a few words.
    let teller: String
    let scenes: [Scene]
    /// A sentence each: what was done otherwise, and how the scenes were tied to one another.
    let notes: [String]
    /// What the telling before had otherwise; empty where it was told once.
    let changes: [StoryChange]

    /// Nil for a run that tells no story, or has not told it yet.
    init?(_ view: RunView) {
        let brief = view.charter.brief
        guard brief.kind == .story, let arced = view.story.arced else { return nil }
        title = arced.title
        arc = arced.arc
        continuity = arced.continuity
        teller =
            arced.model.map { "told by \($0)" + (arced.isReused ? ", reused, \(Figures.money(.zero))" : "") }
            ?? (brief.items.isEmpty ? "split by template" : "in the issue's own words")
        scenes = arced.scenes.enumerated().map { place, scene in
            Scene(
                number: StoryPart.picture(place + 1).key.text, title: scene.title, prompt: scene.prompt,
                camera: brief.videos ? scene.camera : "")
        }
        changes = view.story.changes
        notes =
            arced.notes + Self.tellings(of: view.story) + Self.ties(in: view) + Self.lacks(in: view)
            + Self.stale(in: view)
    }

    private static func tellings(of story: Story) -> [String] {
        guard story.tellings.count > 1 else { return [] }
        let names = story.changes.map(\.name)
        return [
            "This is telling \(story.tellings.count) of it; "
                + (names.isEmpty
                    ? "it says what the one before said."
                    : "otherwise than in the one before: \(names.joined(separator: ", ")).")
        ]
    }

    /// How the chosen attempts were tied to one another, a sentence for each way and model.
    private static func ties(in view: RunView) -> [String] {
        struct Way: Hashable {
            let link: SceneLinked.Link
            let model: String
        }
        var keys: [Way: [AssetKey]] = [:]
        for attempt in view.selected {
            guard let linked = view.story.links[attempt.asset.key]?[attempt.asset.attempt] else { continue }
            keys[Way(link: linked.link, model: attempt.asset.model), default: []].append(attempt.asset.key)
        }
        return SceneLinked.Link.allCases.flatMap { link in
            keys.filter { $0.key.link == link }.sorted { $0.key.model < $1.key.model }.compactMap { way, keys in
                words(for: way.link, by: way.model).map {
                    "\(keys.map(\.text).joined(separator: ", ")): \($0)."
                }
            }
        }
    }

    private static func words(for link: SceneLinked.Link, by model: String) -> String? {
        switch link {
        case .group: "made together, in one call of \(model)"
        case .reference: "made by \(model) to look like the picture of the scene before, which went along"
        case .seed:
            "made with the same notes in the prompt and the seed of the scene before, as no picture goes along to \(model)"
        case .words: "made with the same notes in the prompt alone, as no picture goes along to \(model)"
        case .first, .start: nil
        case .lastFrame: "going on where the video before ends, and ending with the scene's own picture"
        case .frames: "made by the scene's own picture and the last frame of the video before"
        case .cut:
            "starting from the scene's own picture; \(model) can't take the last frame of the video before along, so the film cuts"
        }
    }

    /// What the film lacks, in the words of the task that cut it.
    private static func lacks(in view: RunView) -> [String] {
        view.board.tasks.filter { $0.task.asset == StoryPart.film.key }.compactMap(\.shortfall)
            .map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    }

    /// What was made by something that was replaced since, where nobody wanted it made again or nobody could.
    private static func stale(in view: RunView) -> [String] {
        let history = view.history
        let ties = StoryTies(view.board.records, of: view.charter.brief)
        var notes: [String] = []
        for key in view.selected.map(\.asset.key) {
            notes += ties.changedSources(of: key).map { source in
                switch source {
                case .pictureBefore(let before):
                    "\(key) was made to look like another picture of scene \(before) than the one chosen now."
                case .ownPicture: "\(key) shows another picture of its scene than the one chosen now."
                case .videoBefore: "\(key) goes on from another video of the scene before than the one chosen now."
                }
            }
        }
        if let film = history.selected(of: StoryPart.film.key),
            let cut = view.board.records.lazy.compactMap(FilmCut.init).last(where: { $0.film == film.sha256 })
        {
            let others = cut.clips.keys.sorted().filter { key in
                history.selected(of: key).map { $0.sha256 != cut.clips[key] } ?? false
            }
            if !others.isEmpty {
                notes.append(
                    "The film shows another \(others.map(\.text).joined(separator: ", ")) than the one chosen now.")
            }
        }
        return notes
    }

    /// As programs read it; null for a run that tells no story.
    static func json(of view: RunView) -> JSONValue {
        guard let arced = view.story.arced, let lines = StoryLines(view) else { return .null }
        return [
            "title": .string(arced.title), "arc": .string(arced.arc), "characters": .string(arced.characters),
            "place": .string(arced.place), "look": .string(arced.look),
            "model": arced.model.map(JSONValue.string) ?? .null, "costUSD": .number(arced.cost.dollars),
            "tellings": .integer(Int64(view.story.tellings.count)),
            "changes": .array(lines.changes.map(\.json)), "reused": .bool(arced.isReused),
            "notes": .array(lines.notes.map(JSONValue.string)),
            "scenes": .array(
                arced.scenes.enumerated().map { place, scene in
                    [
                        "key": .string(StoryPart.picture(place + 1).key.text), "title": .string(scene.title),
                        "prompt": .string(scene.prompt), "camera": .string(scene.camera),
                        "picture": tie(of: .picture(place + 1), in: view),
                        "video": tie(of: .video(place + 1), in: view),
                    ]
                }),
        ]
    }

    private static func tie(of part: StoryPart, in view: RunView) -> JSONValue {
        guard let asset = view.history.selected(of: part.key),
            let linked = view.story.links[part.key]?[asset.attempt]
        else { return .null }
        return ["link": .string(linked.link.rawValue), "to": linked.to.map { .string($0.hex) } ?? .null]
    }
}
