package import Core
import Crypto
import FoundationEssentials
package import Imaging
package import Review

/// A file that a person brings in an asset's place: checked, kept, and written into the log like one that was made.
package struct SuppliedFile: Sendable {
    private let assets: any AssetStore
    private let queue: ImagingQueue
    private let review: AssetReview

    /// The provider's name that such a file goes by.
    package static let provider = "person"

    package init(assets: any AssetStore, queue: ImagingQueue, review: AssetReview) {
        self.assets = assets
        self.review = review
        self.queue = queue
    }

    /// Whether a picture can stand in an asset's place: a film is none, nor is a part of a story that is one.
    package static func canStand(for key: AssetKey, of brief: Brief) -> Bool {
        switch brief.kind {
        case .image, .edit, .batch: true
        case .video: false
        case .story: if case .picture? = StoryPart(key: key) { true } else { false }
        }
    }

    /// Keeps the bytes, as they came, as an attempt of an asset, which is judged like any other and sent back by nobody.
    ///
    /// Throws `ImagingError` for what is no picture that could be opened, and what the asset store throws.
    package func keep(
        _ bytes: [UInt8], as key: AssetKey, attempt: Int, of view: RunView, by login: String,
        reach: DecisionReach = .followers
    ) async throws -> [RoomFact] {
        let brief = view.charter.brief
        let item = brief.assets.first { $0.key == key }
        let expectation = AssetExpectation(
            size: item?.size ?? (brief.namesSize ? brief.size : nil), format: brief.namesFormat ? brief.format : nil,
            palette: brief.palette,
            threshold: Double(brief.threshold))
        let (header, result) = try await queue.run { [review] in
            let header = try ImageCodec.header(of: bytes)
            try ImageLimits.standard.check(byteCount: bytes.count)
            try ImageLimits.standard.check(header.size)
            return (header, try review.judge(bytes: bytes, expectation: expectation))
        }
        let asset = Asset(
            key: key, attempt: attempt, sha256: try await assets.put(bytes), mediaType: header.mediaType,
            size: header.size, bytes: bytes.count, provider: Self.provider, model: login, prompt: item?.prompt ?? "",
            seed: brief.seed, cost: .zero, isSigned: ContentCredentials.arePresent(in: bytes), isReproducible: false)
        let judged = AssetJudged(key: key, attempt: attempt, judgement: result.judgement, hash: result.hash.bits)
        return [AssetSetAside(key: key, through: attempt - 1).record, AssetProduced(asset).record, judged.record]
            + AssetSetAside.followers(of: [key], in: view, reach: reach)
    }
}
