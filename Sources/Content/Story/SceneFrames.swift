import Core

/// The pictures that a scene's video can be made from: the scene's own, and the last frame of the video before it.
struct SceneFrames: Hashable {
    let key: AssetKey
    let own: SHA256Digest
    /// Nil for the first scene, and where there is no video before it.
    let before: SHA256Digest?

    /// Nil for what is no scene's video, and where the scene has no picture.
    init?(_ order: TaskOrder) {
        guard order.brief.kind == .story, let key = order.task.asset, case .video(let number)? = StoryPart(key: key)
        else { return nil }
        let name = StoryPart.picture(number).key.text
        let history = AssetHistory(order.records)
        let settled = order.inputs.values.lazy.compactMap { $0["pictures"]?[name]?.string }.first
            .flatMap { SHA256Digest(hex: $0) }
        // Another one may have been chosen since the pictures were settled; what is filmed again goes by that.
        let chosen = order.task.attempt > 1 ? history.selected(of: AssetKey(name))?.sha256 : nil
        guard let own = chosen ?? settled else { return nil }
        self.key = key
        self.own = own
        before = number > 1 ? history.selected(of: StoryPart.video(number - 1).key)?.film?.lastFrame : nil
    }

    /// How a model ties the video to the one before: as much as it can take.
    ///
    /// Whoever takes a last frame too goes on where the one before ended, and ends with the scene's own picture; whoever goes by
    /// several pictures is given both; else the video starts from its own picture, and the film cuts.
    func link(by clips: ClipLimits) -> SceneLinked.Link {
        guard before != nil else { return .start }
        if clips.firstFrame != .none, clips.takesLastFrame { return .lastFrame }
        if clips.references >= 2, clips.firstFrame != .needed { return .frames }
        return .cut
    }

    /// The picture that the video starts from; nil where it starts from none.
    func first(by clips: ClipLimits) -> SHA256Digest? {
        switch link(by: clips) {
        case .lastFrame: before
        case .frames: nil
        default: clips.firstFrame == .none ? nil : own
        }
    }

    func linked(attempt: Int, by clips: ClipLimits) -> SceneLinked {
        let link = link(by: clips)
        let isTied = link == .lastFrame || link == .frames
        return SceneLinked(
            key: key, attempt: attempt, link: link, to: isTied ? before : own, picture: isTied ? own : nil)
    }
}
