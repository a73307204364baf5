import Core
import HTTP

/// What has come of a streamed group so far: every event brings one whole picture, or says why there is none.
///
/// By docs.byteplus.com/en/docs/ModelArk/1824137, read 2026-11-21. The status is sent before anything is made, so a failure of
/// the whole may come as an event too.
struct ArkImageEvents {
    private var entries: [(place: Int, outcome: Result<MadePicture, ProviderError>)] = []
    /// Whether everything that was to come has come.
    private(set) var isWhole = false
    /// Why the call as a whole failed; nil where it did not say so.
    private(set) var failure: ProviderError?

    mutating func take(_ event: ServerSentEvent, of call: ServiceCall) {
        if event.isDone {
            isWhole = true
            return
        }
        // What can't be read brings no picture; whether one is missing shows at the end.
        guard let json = try? JSONValue(parsing: event.data) else { return }
        let place = json["image_index"]?.count ?? entries.count
        switch json["type"]?.string ?? event.name {
        case "image_generation.partial_succeeded":
            if let text = json["b64_json"]?.string, !text.isEmpty {
                entries.append((place, .success(.base64(text))))
            } else if let url = json["url"]?.string {
                entries.append((place, .success(.address(url))))
            }
        case "image_generation.partial_failed":
            entries.append((place, .failure(ArkImageReply.meaning(of: json["error"] ?? .null, call))))
        case "image_generation.completed": isWhole = true
        case "error": failure = ArkImageReply.meaning(of: json["error"] ?? .null, call)
        default:
            // Previews and whatever else there will be, unless it is an error without a name.
            guard let error = json["error"], error != .null else { break }
            failure = ArkImageReply.meaning(of: error, call)
        }
    }

    /// Every picture's outcome in the service's order; of a stream that broke off, what came before counts.
    ///
    /// - Throws: why there is no picture at all.
    func outcomes(brokenOff reason: String?) throws(ProviderError) -> [Result<MadePicture, ProviderError>] {
        var outcomes = entries.sorted { $0.place < $1.place }.map { $0.outcome }
        let open = ProviderError.unknownOutcome(
            taskID: nil, reason: reason ?? "the stream of pictures ended before it said that it was whole")
        guard !outcomes.isEmpty else { throw failure ?? open }
        if isWhole { return outcomes }
        // More may have been made, and charged, than has come.
        outcomes.append(.failure(failure ?? open))
        return outcomes
    }
}
