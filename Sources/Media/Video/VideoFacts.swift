package import Core

/// What a video file says of itself.
package struct VideoFacts: Hashable, Sendable {
    package let size: PixelSize
    package let duration: Duration
    package let framesPerSecond: Double
    /// As the container counts them.
    package let frames: Int
    package let codec: String
    package let pixelFormat: String
    package let hasSound: Bool

    package init(
        size: PixelSize, duration: Duration, framesPerSecond: Double, frames: Int, codec: String, pixelFormat: String,
        hasSound: Bool
    ) {
        self.size = size
        self.duration = duration
        self.framesPerSecond = framesPerSecond
        self.frames = frames
        self.codec = codec
        self.pixelFormat = pixelFormat
        self.hasSound = hasSound
    }

    package var seconds: Double { Double(duration.milliseconds) / 1000 }
}
