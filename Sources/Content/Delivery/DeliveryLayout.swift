package import Core

/// Where the files of a run lie in its delivery; neither a time nor a run's name enters a path.
package struct DeliveryLayout: Hashable, Sendable {
    private let folder: String
    private let stem: String?

    /// Pictures of one prompt, and the parts of a story, are named after the title, items of a batch after their own keys.
    package init(brief: Brief, title: String) {
        folder = brief.outputPath.hasSuffix("/") ? brief.outputPath : brief.outputPath + "/"
        stem = brief.items.isEmpty || brief.kind == .story ? Slug.of(title, limit: 40) : nil
    }

    package func path(of asset: Asset) -> String { "\(folder)\(name(of: asset.key)).\(asset.mediaType.fileExtension)" }
    package func sidecar(of asset: Asset) -> String { "\(folder)\(name(of: asset.key)).json" }
    /// The still that stands for a video.
    package func poster(of asset: Asset) -> String { "\(folder)\(name(of: asset.key)).poster.jpg" }

    /// Where the poster of a video lies, by the video's own path.
    package static func poster(of path: String) -> String? {
        path.hasSuffix(".mp4") ? path.dropLast(4) + ".poster.jpg" : nil
    }
    package var manifest: String { "\(folder)manifest.json" }

    /// No key holds an underscore: an item called `manifest` must not take the manifest's place.
    private func name(of key: AssetKey) -> String {
        stem.map { "\($0)-\(key)" } ?? (key.text == "manifest" ? "manifest_" : key.text)
    }
}
