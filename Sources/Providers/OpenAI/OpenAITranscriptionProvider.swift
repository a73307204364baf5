import Core
import FoundationEssentials
import HTTP

/// What is said in a recording, over OpenAI's `POST /audio/transcriptions`.
struct OpenAITranscriptionProvider: TranscriptionProvider {
    let model: Model
    private let call: ServiceCall
    private static let largestFile = 25 << 20
    private static let kinds: Set<String> = [
        "flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "wav", "webm",
    ]

    init(model: Model, context: AdapterContext) {
        self.model = model
        call = ServiceCall(model, context, exhausted: OpenAICodes.exhausted)
    }

    func price(of length: Duration) -> MicroDollars? {
        model.price.audioSecond.map { $0 * Int((length.milliseconds + 999) / 1000) }
    }

    func transcript(of file: String, language: String?) async throws(ProviderError) -> GeneratedText {
        // The service tells the format from the name; no more of the path is anybody's business.
        let kind = String(file.split(separator: "/").last?.split(separator: ".").last ?? "").lowercased()
        guard Self.kinds.contains(kind) else {
            throw .refused(reason: "a recording of the kind '\(kind.prefix(20))' can't be written down; make it a wav")
        }
        let content: [UInt8]
        do { content = [UInt8](try Data(contentsOf: URL(filePath: file))) } catch {
            throw .refused(reason: "the recording can't be read: \(PlainText.line("\(error)"))")
        }
        guard content.count <= Self.largestFile else {
            throw .refused(reason: "a recording has at most 25 MB here; split it")
        }
        var form = MultipartBody()
        form.add(model.options)
        form.add("model", model.id)
        if let language { form.add("language", language) }
        form.add("file", content, fileName: "recording.\(kind)", type: "application/octet-stream")
        let response = try await call.pay("/audio/transcriptions", form)
        guard let reply = JSONValue(answer: response.body), let text = reply["text"]?.string else {
            throw call.meaning(ofUnread: response.body, wanted: "a text")
        }
        return GeneratedText(text: text, cost: cost(of: reply, bytes: content.count))
    }

    /// By tokens or seconds where the service counts them; else by as many seconds as so many bytes can hold at 16 kbit/s.
    private func cost(of reply: JSONValue, bytes: Int) -> MicroDollars {
        let usage = reply["usage"]
        if let tokens = model.price.tokens, let input = usage?["input_tokens"]?.integer, input > 0,
            let output = usage?["output_tokens"]?.integer
        {
            return tokens.cost(inputTokens: input, outputTokens: output)
        }
        let counted = usage?["seconds"]?.number ?? reply["duration"]?.number
        let seconds = counted.flatMap { $0 > 0 && $0 < 1e6 ? $0 : nil } ?? Double(bytes) / 2000
        return price(of: .milliseconds(Int64(seconds * 1000))) ?? .zero
    }
}
