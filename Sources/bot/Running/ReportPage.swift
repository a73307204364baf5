import Content
import Core
import Engine
import FoundationEssentials
import Imaging
import Store

/// Writes the self-contained page of a run.
struct ReportPage: Sendable {
    let workshop: Workshop

    /// Where the page was written; nil where that failed, which is said.
    func write(_ view: RunView, to path: String? = nil) async -> String? {
        let folder = workshop.stateFolder + "/reports"
        let target = path ?? "\(folder)/\(view.board.run).html"
        let html = HTMLReport.page(
            of: view, thumbnails: await thumbnails(of: view), links: LinkSource(workshop: workshop).links(for: view))
        do {
            if path == nil {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            try Data(html.utf8).write(to: URL(filePath: target), options: .atomic)
            return target
        } catch {
            workshop.console.failure("The report page \(target) could not be written; check rights and free space.")
            return nil
        }
    }

    /// Small pictures of every attempt; one whose file is gone is left out.
    private func thumbnails(of view: RunView) async -> [SHA256Digest: Thumbnail] {
        var thumbnails: [SHA256Digest: Thumbnail] = [:]
        let side = view.attempts.count > 60 ? 240 : 480
        for attempt in view.attempts.prefix(400) {
            let digest = attempt.asset.sha256
            guard thumbnails[digest] == nil else { continue }
            guard let small = await workshop.thumbnail(of: attempt.pictureDigest, longestSide: side) else { continue }
            thumbnails[digest] = Thumbnail(bytes: small, mediaType: .jpeg)
        }
        return thumbnails
    }
}
