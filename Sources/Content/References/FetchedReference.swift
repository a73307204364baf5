package import Core
import Crypto

/// A picture that a brief refers to, as it was when the run fetched it; kept in the log as `reference.fetched`.
///
/// Its bytes lie in the asset store, so that a resumed run works with the same ones whatever has become of their source.
package struct FetchedReference: Hashable, Sendable {
    package static let type = "reference.fetched"
    /// As the brief names it: an address, or a path inside the repository.
    package let source: String
    package let sha256: SHA256Digest
    package let mediaType: MediaType
    package let size: PixelSize
    /// Whether it is the mask of an edit; what is kept then is what services are sent, made of the file that the brief names.
    package let isMask: Bool

    package init(
        source: String, sha256: SHA256Digest, mediaType: MediaType, size: PixelSize, isMask: Bool = false
    ) {
        self.isMask = isMask
        self.source = source
        self.sha256 = sha256
        self.mediaType = mediaType
        self.size = size
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [
            "source": .string(source), "sha256": .string(sha256.hex), "mediaType": .string(mediaType.rawValue),
            "width": .integer(Int64(size.width)), "height": .integer(Int64(size.height)),
        ]
        if isMask { payload["mask"] = true }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let source = payload["source"]?.string,
            let sha256 = payload["sha256"]?.string.flatMap({ SHA256Digest(hex: $0) }),
            let mediaType = payload["mediaType"]?.string.flatMap(MediaType.init(rawValue:)),
            let width = payload["width"]?.integer, let height = payload["height"]?.integer
        else { return nil }
        self.init(
            source: source, sha256: sha256, mediaType: mediaType, size: PixelSize(width: width, height: height),
            isMask: payload["mask"]?.bool ?? false)
    }

    /// Stand-ins for those that a run of a brief will fetch: their number is known before, their bytes are not.
    package static func expected(by brief: Brief) -> [FetchedReference] {
        brief.references.map {
            FetchedReference(source: $0, sha256: SHA256.digest(of: $0), mediaType: .png, size: brief.size)
        }
    }

    /// A stand-in for the picture of a scene that is still to be made.
    static func expected(of item: BatchItem, _ brief: Brief) -> FetchedReference {
        FetchedReference(
            source: item.key.text, sha256: SHA256.digest(of: item.key.text), mediaType: brief.format,
            size: item.size ?? brief.size)
    }

    /// Those of a brief that a run has fetched, in the brief's order.
    package static func all(of brief: Brief, in records: some Sequence<RoomFact>) -> [FetchedReference] {
        guard !brief.references.isEmpty else { return [] }
        let fetched = Dictionary(
            records.compactMap { FetchedReference($0) }.filter { !$0.isMask }.map { ($0.source, $0) },
            uniquingKeysWith: { _, last in last })
        return brief.references.compactMap { fetched[$0] }
    }

    /// The mask of a brief, as far as a run has fetched it; it may be named like the picture that it lies over.
    package static func mask(of brief: Brief, in records: some Sequence<RoomFact>) -> FetchedReference? {
        guard let name = brief.mask else { return nil }
        return records.compactMap { FetchedReference($0) }.last { $0.isMask && $0.source == name }
    }
}
