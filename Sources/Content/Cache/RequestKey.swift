import Core
import Crypto

/// What a picture's request is known by in the cache: all that decides what comes back, in one canonical text.
///
/// The seed and the attempt are part of it though a model takes no seed: another attempt is meant to be another picture.
enum RequestKey {
    /// Goes up when requests of the same words would be asked for in another way.
    private static let version = 1

    static func digest(of request: ImageRequest, from model: Model, attempt: Int) -> SHA256Digest {
        SHA256.digest(of: text(of: request, from: model, attempt: attempt))
    }

    private static func text(of request: ImageRequest, from model: Model, attempt: Int) -> String {
        var members: [String: JSONValue] = [
            "version": .integer(Int64(version)), "provider": .string(model.provider), "model": .string(model.name),
            "id": .string(model.id), "trained": .bool(model.isTrained), "takesSeed": .bool(model.takesSeed),
            "options": .object(model.options), "prompt": .string(request.prompt),
            "size": .string(request.size.description), "format": .string(request.format.rawValue),
            "seed": .integer(Int64(request.seed.value)), "attempt": .integer(Int64(attempt)),
            "palette": .array(
                request.palette.map { .string("\($0.name) \($0.red) \($0.green) \($0.blue)") }),
            "references": .array(request.references.map { .string(SHA256.digest(of: $0.bytes).hex) }),
        ]
        members["negativePrompt"] = request.negativePrompt.map(JSONValue.string)
        members["style"] = request.style.map(JSONValue.string)
        members["mask"] = request.mask.map { .string(SHA256.digest(of: $0.bytes).hex) }
        return JSONValue.object(members).text
    }
}
