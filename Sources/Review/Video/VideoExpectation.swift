package import Core
package import Imaging

/// What a brief asked of a video; whatever is nil is not judged.
package struct VideoExpectation: Hashable, Sendable {
    package var size: PixelSize?
    package var duration: Duration?
    package var framesPerSecond: Int?
    /// The picture that it is to start from.
    package var firstFrame: Raster?
    package var threshold: Double

    package init(
        size: PixelSize? = nil, duration: Duration? = nil, framesPerSecond: Int? = nil, firstFrame: Raster? = nil,
        threshold: Double = 80
    ) {
        self.size = size
        self.duration = duration
        self.framesPerSecond = framesPerSecond
        self.firstFrame = firstFrame
        self.threshold = threshold
    }
}
