package import Core

/// The record by which a run remembers a file that was made; kept in the log as `asset.produced`.
package struct AssetProduced: Hashable, Sendable {
    package static let type = "asset.produced"
    package let asset: Asset

    package init(_ asset: Asset) { self.asset = asset }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [
            "key": .string(asset.key.text), "attempt": .integer(Int64(asset.attempt)),
            "sha256": .string(asset.sha256.hex), "mediaType": .string(asset.mediaType.rawValue),
            "width": .integer(Int64(asset.size.width)), "height": .integer(Int64(asset.size.height)),
            "bytes": .integer(Int64(asset.bytes)), "provider": .string(asset.provider),
            "model": .string(asset.model), "prompt": .string(asset.prompt),
            "seed": .integer(Int64(asset.seed.value)), "cost": .integer(asset.cost.count),
            "signed": .bool(asset.isSigned),
        ]
        payload["film"] = asset.film?.json
        // Only what is out of the ordinary, as logs of older bots have it too.
        if !asset.isReproducible { payload["reproducible"] = false }
        if asset.isReused { payload["reused"] = true }
        if asset.standsFor > 1 { payload["standsFor"] = .integer(Int64(asset.standsFor)) }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let key = payload["key"]?.string, let attempt = payload["attempt"]?.integer,
            let sha256 = payload["sha256"]?.string.flatMap({ SHA256Digest(hex: $0) }),
            let mediaType = payload["mediaType"]?.string.flatMap(MediaType.init(rawValue:)),
            let width = payload["width"]?.integer, let height = payload["height"]?.integer,
            let bytes = payload["bytes"]?.integer, let provider = payload["provider"]?.string,
            let model = payload["model"]?.string, let prompt = payload["prompt"]?.string,
            let seed = payload["seed"]?.integer.flatMap({ Seed($0) }), let cost = payload["cost"]?.integer
        else { return nil }
        asset = Asset(
            key: AssetKey(key), attempt: attempt, sha256: sha256, mediaType: mediaType,
            size: PixelSize(width: width, height: height), bytes: bytes, provider: provider, model: model,
            prompt: prompt, seed: seed, cost: MicroDollars(Int64(cost)), isSigned: payload["signed"]?.bool ?? false,
            isReproducible: payload["reproducible"]?.bool ?? true, isReused: payload["reused"]?.bool ?? false,
            film: payload["film"].flatMap { Film(json: $0) }, standsFor: max(1, payload["standsFor"]?.integer ?? 1))
    }
}
