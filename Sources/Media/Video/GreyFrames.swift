package import Core

/// Frames of a video as brightnesses, small and evenly spaced: enough to see whether it moves, flickers or goes black.
package struct GreyFrames: Hashable, Sendable {
    package let size: PixelSize
    package let framesPerSecond: Double
    /// Row by row, a byte a pixel.
    package let frames: [[UInt8]]
}
