import Core
import Crypto

/// What releases before the one cache of answers knew the question for a story by; the answer lay among the kept files.
///
/// See `docs/decisions/0012-result-cache.md`. It never changes: it is only for finding what they have kept.
enum FormerStoryKey {
    private static let version = 1

    static func digest(of request: TextRequest, from model: Model) -> SHA256Digest {
        var data: [JSONValue] = []
        for part in request.messages.flatMap(\.parts) {
            switch part {
            case .text(let text): data.append([.string(text)])
            case .data(let label, let text): data.append([.string(label), .string(text)])
            case .picture(let picture): data.append([.string(SHA256.digest(of: picture.bytes).hex)])
            }
        }
        let members: [String: JSONValue] = [
            "version": .integer(Int64(version)), "question": "story", "provider": .string(model.provider),
            "model": .string(model.name), "id": .string(model.id), "options": .object(model.options),
            "instructions": .string(request.instructions), "data": .array(data),
            "schema": .string(request.schema?.name ?? ""), "tokens": .integer(Int64(request.answerTokens)),
        ]
        return SHA256.digest(of: JSONValue.object(members).text)
    }
}
