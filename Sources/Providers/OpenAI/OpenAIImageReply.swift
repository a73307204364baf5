import Core
import FoundationEssentials

/// The answer of `POST /images/generations` and `POST /images/edits`, by OpenAI's specification 2.3.0 of 2026-08-21.
struct OpenAIImageReply {
    let picture: MadePicture
    /// What the service counted; nil where it says nothing of it.
    let inputTokens: Int?
    let outputTokens: Int?

    /// Both together; nil where the service counts neither.
    var tokens: Int? {
        guard inputTokens != nil || outputTokens != nil else { return nil }
        return min(max(0, inputTokens ?? 0), 1 << 40) + min(max(0, outputTokens ?? 0), 1 << 40)
    }

    private struct Body: Decodable {
        struct Entry: Decodable {
            let base64: String?
            let url: String?

            enum CodingKeys: String, CodingKey {
                case base64 = "b64_json"
                case url
            }
        }
        struct Usage: Decodable {
            let input: Lenient<CountedNumber>?
            let output: Lenient<CountedNumber>?

            enum CodingKeys: String, CodingKey {
                case input = "input_tokens"
                case output = "output_tokens"
            }
        }
        let data: [Entry]
        let usage: Lenient<Usage>?
    }

    /// An answer without a picture leaves open what was charged for it, unless its code is listed as unbilled.
    init(_ body: [UInt8], of call: ServiceCall) throws(ProviderError) {
        // What can't be read says no more than that it can't.
        guard let reply = try? JSONDecoder().decode(Body.self, from: Data(body)), let entry = reply.data.first else {
            let refusal = ServiceRefusal(body)
            let said = call.service.shown("200 without a picture: \(refusal.code ?? "") \(refusal.message)")
            if refusal.isOfContent { throw .declined(reason: said) }
            if let code = refusal.code, call.unbilled.contains(code) { throw .refused(reason: said) }
            throw .unknownOutcome(taskID: nil, reason: said)
        }
        let usage = reply.usage?.value
        inputTokens = usage?.input?.value?.value
        outputTokens = usage?.output?.value?.value
        if let text = entry.base64, !text.isEmpty {
            picture = .base64(text)
        } else if let url = entry.url {
            picture = .address(url)
        } else {
            throw .unknownOutcome(taskID: nil, reason: "200 with neither a picture nor the address of one")
        }
    }
}
