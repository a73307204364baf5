import Core
import Crypto
import FoundationEssentials
import Imaging

/// Gives the bytes of pictures that a run has fetched, checked against their digests.
struct ReferenceShelf: Sendable {
    let assets: any AssetStore
    let queue: ImagingQueue

    /// Throws a `TaskFailure` where one of them is gone or was altered.
    func pictures(_ references: [FetchedReference]) async throws -> [SourcePicture] {
        var pictures: [SourcePicture] = []
        for reference in references {
            let lost = TaskFailure(
                .permanent,
                "\(PlainText.line(reference.source, limit: 120)) is no longer in the state folder as it was fetched; "
                    + "'bot run --fresh' fetches it anew")
            guard let path = assets.path(of: reference.sha256) else { throw lost }
            let bytes = try await queue.run { [UInt8](try Data(contentsOf: URL(filePath: path))) }
            guard SHA256.digest(of: bytes) == reference.sha256 else { throw lost }
            pictures.append(SourcePicture(bytes: bytes, mediaType: reference.mediaType))
        }
        return pictures
    }
}
