import Core
import FoundationEssentials

/// The answer of Ark's `POST /images/generations`, by docs.byteplus.com/en/docs/ModelArk/1666945 and 1824121, read 2026-11-21.
///
/// It is a good answer even where no picture was made: each entry is a picture or says why there is none.
struct ArkImageReply {
    let entries: [Result<MadePicture, ProviderError>]
    /// What the service counted for all of them; nil where it says nothing of it.
    let tokens: Int?

    private struct Body: Decodable {
        let data: Lenient<[Lenient<Entry>]>?
        let error: Lenient<Refusal>?
        let usage: Lenient<Usage>?
    }

    private struct Usage: Decodable {
        let tokens: Lenient<CountedNumber>?

        enum CodingKeys: String, CodingKey { case tokens = "total_tokens" }
    }

    private struct Entry: Decodable {
        let url: String?
        let base64: String?
        let error: Lenient<Refusal>?

        enum CodingKeys: String, CodingKey {
            case base64 = "b64_json"
            case url, error
        }
    }

    struct Refusal: Decodable {
        let code: String?
        let message: String?

        enum CodingKeys: String, CodingKey { case code, message }

        init(code: String?, message: String?) {
            self.code = code
            self.message = message
        }

        /// Relays put a number in the code's place, or a text in the whole error's.
        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self.init(code: nil, message: text)
                return
            }
            let members = try decoder.container(keyedBy: CodingKeys.self)
            let number = (try? members.decode(Int.self, forKey: .code)).map(String.init)
            self.init(
                code: (try? members.decode(String.self, forKey: .code)) ?? number,
                message: try? members.decode(String.self, forKey: .message))
        }
    }

    init(_ body: [UInt8], of call: ServiceCall) throws(ProviderError) {
        // What can't be read says no more than that it can't.
        guard let reply = try? JSONDecoder().decode(Body.self, from: Data(body)) else {
            let refusal = ServiceRefusal(body)
            throw .unknownOutcome(
                taskID: nil, reason: call.service.shown("200 without a picture: \(refusal.message)"))
        }
        let entries = reply.data?.value ?? []
        if let error = reply.error?.value, entries.isEmpty {
            // Nothing says whether a call that failed as a whole within is billed, unless its code does.
            switch Self.meaning(of: error, call) {
            case .refused(let reason) where (error.code ?? "").isEmpty:
                throw .unknownOutcome(taskID: nil, reason: reason)
            case .unavailable(let reason) where !call.unbilled.contains(error.code ?? ""):
                throw .unknownOutcome(taskID: nil, reason: reason)
            case let meaning: throw meaning
            }
        }
        guard !entries.isEmpty else {
            throw .unknownOutcome(taskID: nil, reason: "200 with neither a picture nor a reason why there is none")
        }
        tokens = reply.usage?.value?.tokens?.value?.value
        self.entries = entries.map { entry in
            let entry = entry.value
            if let text = entry?.base64, !text.isEmpty { return .success(.base64(text)) }
            if let url = entry?.url, !url.isEmpty { return .success(.address(url)) }
            guard let error = entry?.error?.value else {
                return .failure(.unknownOutcome(taskID: nil, reason: "an entry without a picture and without a reason"))
            }
            return .failure(Self.meaning(of: error, call))
        }
    }

    /// The same of an error as it stands in an event.
    static func meaning(of error: JSONValue, _ call: ServiceCall) -> ProviderError {
        let refusal = ServiceRefusal(["error": error])
        return meaning(of: Refusal(code: refusal.code, message: refusal.message), call)
    }

    /// What the service's code means; only pictures that were made are billed.
    ///
    /// Codes grow dotted suffixes.
    private static func meaning(of error: Refusal, _ call: ServiceCall) -> ProviderError {
        let code = error.code ?? ""
        let words = [code, error.message ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
        let said = call.service.shown(words.isEmpty ? "an error without a word" : words)
        if code.hasPrefix("InternalServiceError") { return .unavailable(reason: said) }
        let busy = ["RateLimit", "ServerOverloaded", "RequestBurstTooFast", "QuotaExceeded"]
        if call.isExhausted(code) { return .closed(reason: said) }
        if busy.contains(where: code.contains) { return .throttled(after: nil) }
        if ServiceRefusal(["code": .string(code)]).isOfContent { return .declined(reason: said) }
        return .refused(reason: said)
    }
}
