package import Core

/// One attempt of an asset as reports show it.
package struct AttemptView: Hashable, Sendable {
    package let asset: Asset
    /// Nil while it has not been reviewed.
    package let judgement: Judgement?
    /// The perceptual hash that its review took.
    package let hash: UInt64?
    /// Whether it is the attempt that is delivered.
    package let isSelected: Bool
    /// Where it stands in the delivery, relative to the repository; nil unless it is selected.
    package let path: String?
    /// Its address, if it lies in a store instead.
    package let address: String?
    /// What the judges' part of the review came to; nil where nobody has judged.
    package let semantic: SemanticVerdict?
    /// What each judge said, or why nobody was asked.
    package let assessed: [AssetAssessed]

    package init(
        asset: Asset, judgement: Judgement?, hash: UInt64?, isSelected: Bool, path: String?,
        address: String? = nil, semantic: SemanticVerdict? = nil, assessed: [AssetAssessed] = []
    ) {
        self.asset = asset
        self.judgement = judgement
        self.hash = hash
        self.isSelected = isSelected
        self.path = path
        self.address = address
        self.semantic = semantic
        self.assessed = assessed
    }

    /// The hash of its picture: itself, or the still that stands for a video.
    package var pictureDigest: SHA256Digest { asset.film?.poster ?? asset.sha256 }

    /// Where its picture stands in the delivery: itself, or the still that stands for a video; nil where there is none.
    package var picturePath: String? {
        guard asset.mediaType == .mp4 else { return path }
        return asset.film?.poster == nil ? nil : path.flatMap(DeliveryLayout.poster)
    }
}
