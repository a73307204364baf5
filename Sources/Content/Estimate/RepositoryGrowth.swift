package import Core

/// By how much a brief's delivery lets a repository grow, before anything is made.
///
/// What is chosen is committed, once for each asset; attempts stay outside Git. Sizes are those that such files usually have.
package struct RepositoryGrowth: Hashable, Sendable {
    /// In the repository's history, for good.
    package let bytes: Int
    /// What is kept by Git LFS or by a store instead.
    package let bytesElsewhere: Int

    /// `largestPlainFile`: files of more bytes don't go into commits; nil: all do.
    package init(of brief: Brief, largestPlainFile: Int? = nil) {
        var bytes = Self.manifest
        var elsewhere = 0
        for item in brief.assets {
            let file = Self.bytes(of: item, in: brief)
            if let largestPlainFile, file > largestPlainFile {
                elsewhere += file
                bytes += Self.pointer
            } else {
                bytes += file
            }
            bytes += Self.sidecar + (Self.isVideo(item, brief) ? Self.poster : 0)
        }
        self.bytes = bytes
        bytesElsewhere = elsewhere
    }

    /// `The repository grows by about 3.4 MB (what is chosen of 2 assets; attempts stay outside Git)`.
    package func text(for brief: Brief) -> String {
        let count = brief.assets.count
        let more =
            bytesElsewhere > 0 ? ", and \(Figures.bytes(bytesElsewhere)) more are kept beside it as large files" : ""
        return "The repository grows by about \(Figures.bytes(bytes))\(more) (what is chosen of \(count) "
            + "asset\(count == 1 ? "" : "s"); attempts stay outside Git)"
    }

    private static func bytes(of item: BatchItem, in brief: Brief) -> Int {
        let size = item.size ?? brief.size
        let pixels = Double(size.width * size.height)
        guard isVideo(item, brief) else {
            let perPixel =
                switch brief.format {
                case .jpeg: 0.3
                case .webp: 0.15
                case .png, .mp4, .wav, .mp3, .json: 1.6
                }
            return Int(pixels * perPixel)
        }
        let scenes = StoryPart(key: item.key) == .film && brief.kind == .story ? brief.sceneCount : 1
        let seconds = (brief.duration ?? usualSeconds) * Double(scenes)
        // A tenth of a bit a pixel and frame, as H.264 of such films takes.
        return Int(pixels * 0.1 / 8 * Double(brief.fps ?? 24) * seconds)
    }

    private static func isVideo(_ item: BatchItem, _ brief: Brief) -> Bool {
        if brief.kind == .video { return true }
        guard brief.kind == .story, let part = StoryPart(key: item.key) else { return false }
        switch part {
        case .picture: return false
        case .video, .film: return true
        }
    }

    private static let usualSeconds = 5.0
    /// Of a sidecar, as Git compresses it.
    private static let sidecar = 900
    private static let manifest = 1500
    private static let poster = 90_000
    private static let pointer = 130
}
