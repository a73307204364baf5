import Core
import FoundationEssentials

/// The answer of Ark's `POST /images/generations`, by docs.byteplus.com/en/docs/ModelArk/1666945 and 1824121, read 2026-11-21.
///
/// It is a good answer even where no picture was made: each entry is a picture or says why there is none.
struct ArkImageReply {
    let entries: [Result<MadePicture, ProviderError>]

    private struct Body: Decodable {
        let data: [Entry]?
        let error: Refusal?
    }

    private struct Entry: Decodable {
        let url: String?
        let base64: String?
        let error: Refusal?

        enum CodingKeys: String, CodingKey {
            case base64 = "b64_json"
            case url, error
        }
    }

    struct Refusal: Decodable {
        let code: String?
        let message: String?
    }

    init(_ body: [UInt8], of call: ServiceCall) throws(ProviderError) {
        // What can't be read says no more than that it can't.
        guard let reply = try? JSONDecoder().decode(Body.self, from: Data(body)) else {
            let refusal = ServiceRefusal(body)
            throw .unknownOutcome(
                taskID: nil, reason: call.service.shown("200 without a picture: \(refusal.message)"))
        }
        let entries = reply.data ?? []
        if let error = reply.error, entries.isEmpty {
            // Nothing says whether a call that failed as a whole within is billed, unless its code does.
            switch Self.meaning(of: error, call) {
            case .unavailable(let reason) where !call.unbilled.contains(error.code ?? ""):
                throw .unknownOutcome(taskID: nil, reason: reason)
            case let meaning: throw meaning
            }
        }
        guard !entries.isEmpty else {
            throw .unknownOutcome(taskID: nil, reason: "200 with neither a picture nor a reason why there is none")
        }
        self.entries = entries.map { entry in
            if let text = entry.base64 { return .success(.base64(text)) }
            if let url = entry.url { return .success(.address(url)) }
            guard let error = entry.error else {
                return .failure(.unknownOutcome(taskID: nil, reason: "an entry without a picture and without a reason"))
            }
            return .failure(Self.meaning(of: error, call))
        }
    }

    /// The same of an error as it stands in an event.
    static func meaning(of error: JSONValue, _ call: ServiceCall) -> ProviderError {
        meaning(of: Refusal(code: error["code"]?.string, message: error["message"]?.string), call)
    }

    /// What the service's code means; only pictures that were made are billed.
    ///
    /// Codes grow dotted suffixes.
    private static func meaning(of error: Refusal, _ call: ServiceCall) -> ProviderError {
        let code = error.code ?? ""
        let said = call.service.shown("\(code): \(error.message ?? "")")
        if code.hasPrefix("InternalServiceError") { return .unavailable(reason: said) }
        let busy = ["RateLimit", "ServerOverloaded", "RequestBurstTooFast", "QuotaExceeded"]
        if busy.contains(where: code.contains), !call.exhausted.contains(code) { return .throttled(after: nil) }
        return .refused(reason: said)
    }
}
