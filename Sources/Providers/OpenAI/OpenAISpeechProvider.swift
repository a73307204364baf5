import Core
import HTTP

/// Speech over OpenAI's `POST /audio/speech`.
struct OpenAISpeechProvider: SpeechProvider {
    let model: Model
    private let call: ServiceCall
    private static let longestText = 4096

    init(model: Model, context: AdapterContext) {
        self.model = model
        call = ServiceCall(model, context, exhausted: OpenAICodes.exhausted)
    }

    func price(of text: String) -> MicroDollars? {
        guard let million = model.price.characters else { return nil }
        return TokenPrice(input: million, output: .zero).cost(inputTokens: text.unicodeScalars.count, outputTokens: 0)
    }

    /// The service hears from the text which language it is.
    func speech(
        for text: String, voice: String?, language: String
    ) async throws(ProviderError) -> GeneratedMedia {
        guard text.unicodeScalars.count <= Self.longestText else {
            throw .refused(reason: "a text to be spoken has at most \(Self.longestText) characters; split it")
        }
        guard let voice = voice ?? model.options["voice"]?.string else {
            throw .refused(reason: "\(model.name) is told no voice; name one, or set 'voice' under its options")
        }
        let format = model.formats.first { $0 == .mp3 || $0 == .wav } ?? .mp3
        var members = model.options
        members["model"] = .string(model.id)
        members["input"] = .string(text)
        members["voice"] = .string(voice)
        members["response_format"] = .string(format.format)
        let response = try await call.pay("/audio/speech", .object(members.filter { $0.value != .null }))
        guard Self.isSound(response.body) else { throw call.meaning(ofUnread: response.body, wanted: "sound") }
        return GeneratedMedia(bytes: response.body, mediaType: format, seed: nil, cost: price(of: text) ?? .zero)
    }

    /// By its first bytes: WAVE, an ID3 tag, or a frame of MPEG audio.
    private static func isSound(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array("RIFF".utf8)) || bytes.starts(with: Array("ID3".utf8))
            || bytes.count > 2 && bytes[0] == 0xff && bytes[1] & 0xe0 == 0xe0
    }
}
