package import Core
import Crypto
import FoundationEssentials

/// The answers by which stories were split before: the same question to the same model is not asked twice.
///
/// See `docs/decisions/0012-result-cache.md`; what is kept is the answer as it came, read again each time.
package struct ArcCache: Sendable {
    private let results: any ResultCache
    private let assets: any AssetStore
    /// Whether only what this run itself has been answered counts.
    private let isFresh: Bool
    /// Goes up when questions of the same words would be asked in another way.
    private static let version = 1

    package init(_ results: any ResultCache, assets: any AssetStore, isFresh: Bool) {
        self.results = results
        self.assets = assets
        self.isFresh = isFresh
    }

    struct Kept: Sendable {
        let text: String
        let digest: SHA256Digest
        let cost: MicroDollars
        let isReused: Bool
    }

    static func key(of request: TextRequest, from model: Model) -> SHA256Digest {
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

    /// What was answered before; an earlier try of the same task is this run's own, and told at its cost.
    ///
    /// A cache that can't be read is no reason to ask nobody.
    func answer(for key: SHA256Digest, _ order: TaskOrder) async -> Kept? {
        if order.tryNumber > 1, let own = await kept(key, since: order.createdAt, isReused: false) { return own }
        return await kept(key, since: isFresh ? order.createdAt : nil, isReused: true)
    }

    private func kept(_ key: SHA256Digest, since: Timestamp?, isReused: Bool) async -> Kept? {
        guard let found = try? await results.result(for: key, since: since), found.mediaType == .json,
            let path = assets.path(of: found.sha256), let bytes = try? Data(contentsOf: URL(filePath: path))
        else { return nil }
        return Kept(
            text: String(decoding: bytes, as: UTF8.self), digest: found.sha256,
            cost: isReused ? .zero : found.cost, isReused: isReused)
    }

    /// Remembers an answer, and gives the digest under which it is kept; nil where it could not be.
    func keep(
        _ answer: GeneratedText, of request: TextRequest, from model: Model, prompt: String
    ) async -> SHA256Digest? {
        // The answer is there and paid for: that it could not be kept costs at most another one later.
        let bytes = Array(answer.text.utf8)
        guard let digest = try? await assets.put(bytes) else { return nil }
        let result = CachedResult(
            sha256: digest, mediaType: .json, size: PixelSize(width: 0, height: 0), bytes: bytes.count,
            isSigned: false, seed: nil, provider: model.provider, model: model.name, prompt: prompt,
            cost: answer.cost)
        try? await results.keep(result, for: Self.key(of: request, from: model))
        return digest
    }
}
