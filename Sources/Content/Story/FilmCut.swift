package import Core

/// The record of what a film was cut from; kept in the log as `film.cut`.
package struct FilmCut: Hashable, Sendable {
    package static let type = "film.cut"
    package let film: SHA256Digest
    /// The videos that it shows, by key.
    package let clips: [AssetKey: SHA256Digest]

    package init(film: SHA256Digest, clips: [AssetKey: SHA256Digest]) {
        self.film = film
        self.clips = clips
    }

    package var record: RoomFact {
        RoomFact(
            type: Self.type,
            payload: [
                "film": .string(film.hex),
                "clips": .object(
                    Dictionary(clips.map { ($0.key.text, .string($0.value.hex)) }, uniquingKeysWith: { one, _ in one })
                ),
            ])
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        guard record.type == Self.type, let film = record.payload["film"]?.string.flatMap({ SHA256Digest(hex: $0) }),
            let clips = record.payload["clips"]?.object
        else { return nil }
        self.init(
            film: film,
            clips: Dictionary(
                clips.compactMap { key, digest in
                    digest.string.flatMap { SHA256Digest(hex: $0) }.map { (AssetKey(key), $0) }
                }, uniquingKeysWith: { one, _ in one }))
    }
}
