/// How a video and the small, cheap one that shows what it will be belong together.
package enum VideoDraft: Hashable, Sendable {
    /// The small one itself.
    case small
    /// The whole one of a draft, which is named by its job's token: what is shown is settled by then, only how large is not.
    case whole(of: String)
}
