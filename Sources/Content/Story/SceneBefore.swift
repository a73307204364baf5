import Core

/// The picture that a scene's own is made to look like: the chosen one of the nearest scene before it that has one.
struct SceneBefore: Hashable {
    let asset: Asset
    private let isWeak: Bool

    /// Nil for the first scene, for what is no scene's picture, and where nothing was made before it.
    init?(_ key: AssetKey, of brief: Brief, in history: AssetHistory) {
        guard brief.kind == .story, case .picture(let number)? = StoryPart(key: key), number > 1 else { return nil }
        let before = (1..<number).reversed().lazy.compactMap { history.selected(of: StoryPart.picture($0).key) }
        guard let asset = before.first else { return nil }
        self.asset = asset
        isWeak = history.judgement(of: asset)?.judgement.verdict == .fail
    }

    /// The seed that keeps the hand the same, of a model that takes one; nil where it made the picture otherwise or badly.
    func seed(for model: Model) -> Seed? {
        model.takesSeed && asset.isReproducible && asset.model == model.name && !isWeak ? asset.seed : nil
    }

    /// As a picture that goes along with a request.
    var reference: FetchedReference {
        FetchedReference(
            source: "the picture of scene \(asset.key)", sha256: asset.sha256, mediaType: asset.mediaType,
            size: asset.size)
    }
}
