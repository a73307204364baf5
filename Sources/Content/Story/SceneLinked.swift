package import Core

/// The record of how one attempt of a scene was tied to the scenes around it; kept in the log as `scene.linked`.
package struct SceneLinked: Hashable, Sendable {
    package static let type = "scene.linked"
    package let key: AssetKey
    package let attempt: Int
    package let link: Link
    /// The picture that it was tied to, as it was then; nil where it was tied to none.
    package let to: SHA256Digest?
    /// The picture of its own scene that a video was made by beside `to`; nil where `to` is that picture, or nobody noted it.
    package let picture: SHA256Digest?

    package enum Link: String, Hashable, Sendable, CaseIterable {
        /// A picture that there was none before.
        case first
        /// Made in one call with the other pictures.
        case group
        /// Made to look like the picture of the scene before, which went along.
        case reference
        /// By the same notes in every prompt and the seed of the scene before, as the model takes no picture along.
        case seed
        /// By the same notes in every prompt alone, as the model takes no picture along, and no seed or another one was due.
        case words
        /// A video that starts from its scene's own picture.
        case start
        /// A video that goes on where the one before ended, and ends with its scene's own picture.
        case lastFrame
        /// A video that goes by its scene's own picture and the last frame of the one before.
        case frames
        /// A video that starts from its scene's own picture, as the model can't take the last frame of the one before along.
        case cut
    }

    package init(
        key: AssetKey, attempt: Int, link: Link, to: SHA256Digest? = nil, picture: SHA256Digest? = nil
    ) {
        self.key = key
        self.attempt = attempt
        self.link = link
        self.to = to
        self.picture = picture
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [
            "key": .string(key.text), "attempt": .integer(Int64(attempt)), "link": .string(link.rawValue),
        ]
        payload["to"] = to.map { .string($0.hex) }
        payload["picture"] = picture.map { .string($0.hex) }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let key = payload["key"]?.string, let attempt = payload["attempt"]?.integer,
            let link = payload["link"]?.string.flatMap(Link.init(rawValue:))
        else { return nil }
        self.init(
            key: AssetKey(key), attempt: attempt, link: link,
            to: payload["to"]?.string.flatMap { SHA256Digest(hex: $0) },
            picture: payload["picture"]?.string.flatMap { SHA256Digest(hex: $0) })
    }
}
