import Content
import Core
import Engine
import FoundationEssentials
import GitHub
import Imaging
import Page
import Resources
import Service
import Store

/// What the live page needs from the parts that `bot serve` has put together.
struct PageWorkshop: PageHost {
    let desk: AttentionDesk
    let worker: Worker
    private var base: Workshop { desk.base }

    func rules(of repository: String) async throws -> AccessRules {
        let settings = try await desk.settings(of: repository).settings
        return AccessRules(role: settings.access.role, apps: Set(settings.access.apps), label: settings.label)
    }

    func role(of login: String, in repository: String) async throws -> RepositoryRole {
        try await desk.tracker.role(of: login, in: repository)
    }

    func thumbnail(of digest: SHA256Digest) async -> [UInt8]? {
        guard let path = base.assets.path(of: digest) else { return nil }
        return try? await base.imaging.run {  // The page shows the attempt without a picture.
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            return try ImageCodec.thumbnail(of: bytes, longestSide: 2 * PagePictures.side, as: .jpeg)
        }
    }

    func keep(
        _ bytes: [UInt8], as key: AssetKey, attempt: Int, of view: RunView, by login: String
    ) async throws -> [RoomFact] {
        let own = try base.under(view.charter)
        do {
            return try await SuppliedFile(assets: own.assets, queue: own.imaging, review: own.assetReview)
                .keep(bytes, as: key, attempt: attempt, of: view, by: login)
        } catch let error as ImagingError {
            throw UnfitFile(reason: "\(error)")
        }
    }

    func randomBytes(_ count: Int) -> [UInt8] {
        var bits = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &bits) }
    }

    func wake() async { await worker.wake() }

    func tell(_ text: String) { base.console.failure(text) }
}
