/// The assets of a brief for each of which a workflow has a task, as `foreach` names them.
package enum AssetGroup: String, Hashable, Sendable, CaseIterable {
    case all = "brief.assets"
    /// The pictures of a story's scenes; none of a brief of another kind.
    case scenes = "brief.scenes"
    /// The videos of a story's scenes, where it wants any.
    case videos = "brief.videos"
    /// The film of a story's videos: one, or none.
    case film = "brief.film"
}
