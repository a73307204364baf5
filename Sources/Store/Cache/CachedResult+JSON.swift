import Core

extension CachedResult {
    /// As a record of the cache holds it, beside its key and time.
    var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "sha256": .string(sha256.hex), "mediaType": .string(mediaType.rawValue),
            "width": .integer(Int64(size.width)), "height": .integer(Int64(size.height)),
            "bytes": .integer(Int64(bytes)), "signed": .bool(isSigned), "provider": .string(provider),
            "model": .string(model), "prompt": .string(prompt), "cost": .integer(cost.count),
        ]
        members["seed"] = seed.map { .integer(Int64($0.value)) }
        members["film"] = film?.json
        if standsFor > 1 { members["standsFor"] = .integer(Int64(standsFor)) }
        return members
    }

    /// Nil where a member is missing or malformed.
    init?(json: JSONValue) {
        guard let sha256 = json["sha256"]?.string.flatMap({ SHA256Digest(hex: $0) }),
            let mediaType = json["mediaType"]?.string.flatMap(MediaType.init(rawValue:)),
            let width = json["width"]?.integer, let height = json["height"]?.integer,
            let bytes = json["bytes"]?.integer, let isSigned = json["signed"]?.bool,
            let provider = json["provider"]?.string, let model = json["model"]?.string,
            let prompt = json["prompt"]?.string, let cost = json["cost"]?.integer
        else { return nil }
        self.init(
            sha256: sha256, mediaType: mediaType, size: PixelSize(width: width, height: height), bytes: bytes,
            isSigned: isSigned, seed: json["seed"]?.integer.flatMap { Seed($0) }, provider: provider, model: model,
            prompt: prompt, cost: MicroDollars(Int64(cost)), film: json["film"].flatMap { Film(json: $0) },
            standsFor: min(1_000, max(1, json["standsFor"]?.integer ?? 1)))
        // A video of which nobody knows how long it is is none.
        guard film != nil || mediaType != .mp4 else { return nil }
    }
}
