/// What a video provider is asked for.
package struct VideoRequest: Hashable, Sendable {
    package let prompt: String
    /// The still that the video starts from; nil for a video from words alone.
    package let firstFrame: SourcePicture?
    package let lastFrame: SourcePicture?
    /// Pictures that it is to look like, where it starts from none.
    package let references: [SourcePicture]
    package let size: PixelSize
    /// In whole seconds for most services.
    package let duration: Duration
    package let framesPerSecond: Int
    package let seed: Seed
    package let hasSound: Bool
    /// Whether the last frame is wanted beside the video, for the next one to start from.
    package let wantsLastFrame: Bool
    /// Of a model whose registry entry says that it makes drafts; nil for a video that is made at once.
    package let draft: VideoDraft?

    package init(
        prompt: String, firstFrame: SourcePicture? = nil, lastFrame: SourcePicture? = nil,
        references: [SourcePicture] = [], size: PixelSize, duration: Duration, framesPerSecond: Int, seed: Seed,
        hasSound: Bool = false, wantsLastFrame: Bool = false, draft: VideoDraft? = nil
    ) {
        self.draft = draft
        self.prompt = prompt
        self.firstFrame = firstFrame
        self.lastFrame = lastFrame
        self.references = references
        self.size = size
        self.duration = duration
        self.framesPerSecond = framesPerSecond
        self.seed = seed
        self.hasSound = hasSound
        self.wantsLastFrame = wantsLastFrame
    }
}
