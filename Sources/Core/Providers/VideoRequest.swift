/// What a video provider is asked for.
package struct VideoRequest: Hashable, Sendable {
    package let prompt: String
    /// Bytes of the still that the video starts from; nil for a video from words alone.
    package let firstFrame: [UInt8]?
    package let lastFrame: [UInt8]?
    package let size: PixelSize
    package let duration: Duration
    package let framesPerSecond: Int
    package let seed: Seed

    package init(
        prompt: String, firstFrame: [UInt8]?, lastFrame: [UInt8]?, size: PixelSize, duration: Duration,
        framesPerSecond: Int, seed: Seed
    ) {
        self.prompt = prompt
        self.firstFrame = firstFrame
        self.lastFrame = lastFrame
        self.size = size
        self.duration = duration
        self.framesPerSecond = framesPerSecond
        self.seed = seed
    }
}
