/// What a video has beyond a picture.
package struct Film: Hashable, Sendable {
    package let duration: Duration
    package let framesPerSecond: Double
    /// A still of it that stands for it in reports, among the kept files.
    package let poster: SHA256Digest?
    /// Its last frame, for the next clip to start from; nil where nobody asked for it.
    package let lastFrame: SHA256Digest?

    package init(duration: Duration, framesPerSecond: Double, poster: SHA256Digest?, lastFrame: SHA256Digest? = nil) {
        self.duration = duration
        self.framesPerSecond = framesPerSecond
        self.poster = poster
        self.lastFrame = lastFrame
    }
}
