package import Core

/// What each part of a story was made by, and so what has to be made again when a part changes.
///
/// A picture that went along with a request ties, and the last frame of a video; the same words, the same seed and the same call
/// do not: what was made by those is not better for being made again.
package struct StoryTies: Sendable {
    private let brief: Brief
    private let history: AssetHistory
    private let story: Story
    private let cuts: [FilmCut]
    /// In the order in which they are made: pictures, videos, film.
    private let parts: [AssetKey]

    package init(_ records: [RoomFact], of brief: Brief) {
        self.brief = brief
        history = AssetHistory(records)
        story = Story(records)
        cuts = records.compactMap(FilmCut.init)
        parts =
            brief.kind == .story
            ? brief.assets(in: .scenes).map(\.key) + brief.assets(in: .videos).map(\.key)
                + brief.assets(in: .film).map(\.key) : []
    }

    /// The parts that the chosen attempt of a part was made by, whichever attempts of them those were.
    func sources(of key: AssetKey) -> Set<AssetKey> {
        guard let part = StoryPart(key: key) else { return [] }
        if part == .film { return Set(brief.assets(in: .videos).map(\.key)) }
        guard let asset = history.selected(of: key), let linked = story.links[key]?[asset.attempt] else { return [] }
        switch (part, linked.link) {
        case (.picture(let number), .reference):
            let before = (1..<max(1, number)).reversed().map { StoryPart.picture($0).key }
            return Set(before.filter { earlier in made(of: earlier) { $0.sha256 == linked.to } }.prefix(1))
        case (.video(let number), .start), (.video(let number), .cut): return [StoryPart.picture(number).key]
        case (.video(let number), .lastFrame), (.video(let number), .frames):
            return [StoryPart.picture(number).key, StoryPart.video(number - 1).key]
        default: return []
        }
    }

    private func made(of key: AssetKey, _ isIt: (Asset) -> Bool) -> Bool {
        history.produced[key]?.values.contains(where: isIt) ?? false
    }

    /// Whether the chosen attempt of a part was made by something else than what is chosen now.
    func isStale(_ key: AssetKey) -> Bool {
        if StoryPart(key: key) == .film { return isFilmStale }
        return !changedSources(of: key).isEmpty
    }

    /// What a part was made by that is another one now.
    enum ChangedSource: Hashable, Sendable {
        /// The picture of the scene before, which this one is made to look like.
        case pictureBefore(AssetKey)
        case ownPicture
        case videoBefore
    }

    func changedSources(of key: AssetKey) -> [ChangedSource] {
        guard let asset = history.selected(of: key), let linked = story.links[key]?[asset.attempt] else { return [] }
        switch (StoryPart(key: key), linked.link) {
        case (.picture, .reference):
            guard let before = SceneBefore(key, of: brief, in: history), before.asset.sha256 != linked.to else {
                return []
            }
            return [.pictureBefore(before.asset.key)]
        case (.video(let number), .start), (.video(let number), .cut):
            return isOther(linked.to, number) ? [.ownPicture] : []
        case (.video(let number), .lastFrame), (.video(let number), .frames):
            let frame = history.selected(of: StoryPart.video(number - 1).key)?.film?.lastFrame
            let isCut = frame.map { $0 != linked.to } ?? false
            return (isOther(linked.picture, number) ? [.ownPicture] : []) + (isCut ? [.videoBefore] : [])
        default: return []
        }
    }

    /// Whether a scene's picture is another one now; where nobody noted which it was, nobody can tell.
    private func isOther(_ picture: SHA256Digest?, _ scene: Int) -> Bool {
        guard let picture, let chosen = history.selected(of: StoryPart.picture(scene).key) else { return false }
        return chosen.sha256 != picture
    }

    private var isFilmStale: Bool {
        guard let film = history.selected(of: StoryPart.film.key),
            let cut = cuts.last(where: { $0.film == film.sha256 })
        else { return false }
        return cut.clips != clips
    }

    /// The chosen video of each scene that has one.
    private var clips: [AssetKey: SHA256Digest] {
        var clips: [AssetKey: SHA256Digest] = [:]
        for key in brief.assets(in: .videos).map(\.key) {
            if let asset = history.selected(of: key), asset.mediaType == .mp4 { clips[key] = asset.sha256 }
        }
        return clips
    }

    /// What was made by some parts, and by what was made by those, in the order in which it is made; they themselves are not in it.
    package func followers(of keys: [AssetKey], reach: DecisionReach = .followers) -> [AssetKey] {
        let scenes = Set(keys.compactMap { StoryPart(key: $0)?.scene })
        var reached = Set(keys)
        var found: [AssetKey] = []
        for key in parts where !reached.contains(key) && history.lastAttempt(of: key) > 0 {
            guard !sources(of: key).isDisjoint(with: reached) else { continue }
            if reach == .alone, let scene = StoryPart(key: key)?.scene, !scenes.contains(scene) { continue }
            reached.insert(key)
            found.append(key)
        }
        return found
    }

    /// What is to be made next of all that a decision has made again; see `Agent.again`.
    ///
    /// What was made by a changed part is made again when that has come to its end, and only where it is another one by then.
    package func next(_ remake: Remake) -> [AssetKey] {
        let left = Set(remake.left)
        let aside = Set(remake.records.compactMap(AssetSetAside.init).map(\.key))
        let picked = Set(remake.records.compactMap(AssetPicked.init).map(\.key))
        var open: Set<AssetKey> = []
        var now: [AssetKey] = []
        for key in parts where !remake.made.contains(key) {
            let isFilm = StoryPart(key: key) == .film
            guard left.contains(key) || aside.contains(key) && !picked.contains(key) || isFilm && !picked.contains(key)
            else { continue }
            let waits = !bases(of: key).isDisjoint(with: open)
            guard waits || left.contains(key) || isStale(key) else { continue }
            open.insert(key)
            if !waits { now.append(key) }
        }
        // What is no part of the story waits for nothing.
        return remake.left.filter { !parts.contains($0) } + now
    }

    /// Everything that a part may be made by.
    private func bases(of key: AssetKey) -> Set<AssetKey> {
        switch StoryPart(key: key) {
        case .picture(let number): Set((1..<max(1, number)).map { StoryPart.picture($0).key })
        case .video(let number): [StoryPart.picture(number).key, StoryPart.video(number - 1).key]
        case .film: Set(brief.assets(in: .videos).map(\.key))
        case nil: []
        }
    }
}

extension TaskOrder {
    /// What is made next for it of all that a decision has made again: the parts of a story one after the other.
    func next(_ remake: Remake) -> [AssetKey] {
        brief.kind == .story ? StoryTies(records, of: brief).next(remake) : remake.left
    }
}
