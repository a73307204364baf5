package import Core

/// All that a review found out about a file.
package struct ReviewResult: Hashable, Sendable {
    package let judgement: Judgement
    package let hash: PerceptualHash
    package let size: PixelSize
    package let mediaType: MediaType
}
