package import Core

/// The pictures that a video starts from, ends with or goes by.
package struct VideoFrames: Hashable, Sendable {
    package var first: SourcePicture?
    package var last: SourcePicture?
    package var references: [SourcePicture]
    /// Whether the video's own last frame is wanted, for the next one to start from.
    package var wantsLast: Bool
    /// For a model that makes drafts; another one is asked as if there were none.
    package var draft: VideoDraft?

    /// Stands for a first frame that is still to be drawn, where only the price is asked for.
    package static let drawn = VideoFrames(first: SourcePicture(bytes: [], mediaType: .png))

    package init(
        first: SourcePicture? = nil, last: SourcePicture? = nil, references: [SourcePicture] = [],
        wantsLast: Bool = false, draft: VideoDraft? = nil
    ) {
        self.draft = draft
        self.first = first
        self.last = last
        self.references = references
        self.wantsLast = wantsLast
    }
}
