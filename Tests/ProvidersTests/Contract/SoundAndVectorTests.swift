import Core
import Foundation
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// Speech, transcription and embeddings, each on a server that speaks its service's wire format.
@Suite struct SoundAndVectorTests {
    private static let key = TextBench.key
    private let http = HTTPClient(userAgent: "test")

    private func adapters(_ server: LoopbackServer) -> Adapters {
        Adapters(
            environment: [
                "OPENAI_API_KEY": Self.key, "OPENAI_BASE_URL": server.url + "/v1", "ARK_API_KEY": Self.key,
                "ARK_BASE_URL": server.url + "/api/v3",
            ], http: http, queue: ImagingQueue(width: 1))
    }

    private func model(
        _ ability: ModelAbility, _ provider: String = "openai", and others: Set<ModelAbility> = [],
        options: [String: JSONValue] = [:]
    ) -> Model {
        Model(
            name: "m", provider: provider, id: "m-1", abilities: others.union([ability]), formats: [.mp3],
            price: ModelPrice(
                tokens: ability == .embedding ? TokenPrice(input: MicroDollars(1_000_000), output: .zero) : nil,
                audioSecond: MicroDollars(100), characters: MicroDollars(15_000_000)),
            options: options, timeout: .seconds(120))
    }

    // MARK: Speech

    private func speaker(_ server: LoopbackServer, options: [String: JSONValue] = [:]) throws -> any SpeechProvider {
        guard case .ready(let provider) = adapters(server).speech(model(.speech, options: options)) else {
            throw TextBench.Unexpected()
        }
        return provider
    }

    @Test func aTextIsSpokenByTheVoiceThatIsNamed() async throws {
        let sound = Array("ID3 sound".utf8)
        let server = try LoopbackServer { _ in LoopbackReply(200, steps: [.bytes(sound)], framing: .chunked) }
        let speaker = try speaker(server, options: ["voice": "alloy", "instructions": "warmly"])
        let media = try await speaker.speech(for: "Ahoi", voice: "nova", language: "de-DE")
        #expect(media.bytes == sound && media.mediaType == .mp3)
        #expect(media.cost == MicroDollars(60) && speaker.price(of: "Ahoi") == media.cost)
        let request = try #require(server.requests.first)
        #expect(request.path == "/v1/audio/speech")
        #expect(
            try JSONValue(parsing: request.text) == [
                "model": "m-1", "input": "Ahoi", "voice": "nova", "response_format": "mp3", "instructions": "warmly",
            ])
    }

    @Test func whatIsNoSoundIsNotTakenForIt() async throws {
        for reply in [LoopbackReply(200, "<html>"), .json(200, "{\"error\":{\"message\":\"x\"}}"), .json(200, "")] {
            let server = try LoopbackServer { _ in reply }
            let error = await #expect(throws: ProviderError.self) {
                try await speaker(server).speech(for: "a", voice: "v", language: "en")
            }
            guard case .unknownOutcome = try #require(error) else { throw TextBench.Unexpected() }
        }
    }

    @Test func withoutAVoiceOrWithTooLongATextNothingIsSent() async throws {
        let server = try LoopbackServer { _ in .hangUp }
        for (text, voice) in [("a", nil), (String(repeating: "a", count: 4097), "v")] {
            let error = await #expect(throws: ProviderError.self) {
                try await speaker(server).speech(for: text, voice: voice, language: "en")
            }
            guard case .refused = try #require(error) else { throw TextBench.Unexpected() }
        }
        #expect(server.connections == 0)
    }

    // MARK: Transcription

    private func writer(_ server: LoopbackServer) throws -> any TranscriptionProvider {
        guard
            case .ready(let provider) = adapters(server).transcription(
                model(.transcription, options: ["response_format": "verbose_json"]))
        else { throw TextBench.Unexpected() }
        return provider
    }

    @Test func aRecordingIsSentAsAFileOfItsKindAndNothingElseOfItsName() async throws {
        let folder = try TemporaryFolder()
        try folder.write("RIFF sound", to: "secret name.wav")
        let server = try LoopbackServer { _ in .json(200, "{\"text\":\"Ahoi\",\"duration\":3.2}") }
        let writer = try writer(server)
        let text = try await writer.transcript(of: folder.path("secret name.wav"), language: "de")
        #expect(text.text == "Ahoi" && text.cost == MicroDollars(400))
        #expect(writer.price(of: .milliseconds(3200)) == MicroDollars(400))
        let request = try #require(server.requests.first)
        #expect(request.path == "/v1/audio/transcriptions")
        #expect(request.header("Content-Type")?.hasPrefix("multipart/form-data; boundary=") == true)
        for part in [
            "filename=\"recording.wav\"", "RIFF sound", "name=\"model\"\r\n\r\nm-1", "\r\n\r\nde", "verbose_json",
        ] {
            #expect(request.text.contains(part), "\(part)")
        }
        #expect(!request.text.contains("secret"))
    }

    @Test func whatCanNotBeWrittenDownIsRefusedBeforeItIsSent() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "a.txt")
        let server = try LoopbackServer { _ in .hangUp }
        for file in ["a.txt", "missing.wav", "none"] {
            let error = await #expect(throws: ProviderError.self) {
                try await writer(server).transcript(of: folder.path(file), language: nil)
            }
            guard case .refused = try #require(error) else { throw TextBench.Unexpected() }
        }
        #expect(server.connections == 0)
    }

    @Test func aTranscriptWithoutACountCostsWhatItMayHaveCostAtMost() async throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "x", count: 20_000), to: "a.mp3")
        let server = try LoopbackServer { _ in .json(200, "{\"text\":\"a\"}") }
        // 20,000 bytes are ten seconds at 16 kbit/s.
        #expect(try await writer(server).transcript(of: folder.path("a.mp3"), language: nil).cost == MicroDollars(1000))
    }

    // MARK: Embeddings

    private func embedder(_ server: LoopbackServer, _ model: Model) throws -> any EmbeddingProvider {
        guard case .ready(let provider) = adapters(server).embedding(model) else { throw TextBench.Unexpected() }
        return provider
    }

    @Test(arguments: ["openai", "ark"])
    func vectorsComeInTheOrderOfTheirTexts(provider: String) async throws {
        let server = try LoopbackServer { _ in
            .json(
                200,
                "{\"data\":[{\"index\":1,\"embedding\":[3,4]},{\"index\":0,\"embedding\":[1,-2.5]}],\"usage\":{\"prompt_tokens\":7}}"
            )
        }
        let embedder = try embedder(server, model(.embedding, provider))
        let inputs: [TextMessage.Part] = [.text("a"), .data(label: "x", "b")]
        let made = try await embedder.vectors(of: inputs)
        #expect(made.vectors == [[1, -2.5], [3, 4]] && made.cost == MicroDollars(7))
        #expect(made.cost <= (try #require(embedder.price(of: inputs))))
        let request = try #require(server.requests.first)
        #expect(request.path == (provider == "ark" ? "/api/v3/embeddings" : "/v1/embeddings"))
        #expect(try JSONValue(parsing: request.text) == ["model": "m-1", "input": ["a", "b"]])
    }

    @Test(arguments: [
        "{\"data\":[]}", "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":9,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}", "<html>",
        "{\"data\":[{\"embedding\":[]},{\"embedding\":[1]}]}",
        "{\"data\":[{\"embedding\":[\"x\"]},{\"embedding\":[1]}]}",
    ])
    func vectorsThatAreNotWhatWasAskedForAreNone(reply: String) async throws {
        let server = try LoopbackServer { _ in .json(200, reply) }
        let error = await #expect(throws: ProviderError.self) {
            _ = try await embedder(server, model(.embedding)).vectors(of: [.text("a"), .text("b")])
        }
        guard case .unknownOutcome = try #require(error) else { throw TextBench.Unexpected() }
    }

    @Test func anArkModelThatSeesMakesOneVectorACall() async throws {
        let server = try LoopbackServer { _ in
            .json(200, "{\"data\":{\"embedding\":[0.5,1]},\"usage\":{\"prompt_tokens\":500}}")
        }
        let embedder = try embedder(server, model(.embedding, "ark", and: [.vision]))
        let picture = SourcePicture(bytes: [1, 2, 3], mediaType: .png)
        let made = try await embedder.vectors(of: [.text("a"), .picture(picture)])
        #expect(made.vectors == [[0.5, 1], [0.5, 1]] && made.cost == MicroDollars(1000))
        #expect(server.requests.map(\.path) == ["/api/v3/embeddings/multimodal", "/api/v3/embeddings/multimodal"])
        let sent = try JSONValue(parsing: try #require(server.requests.last).text)
        #expect(
            sent["input"] == [["type": "image_url", "image_url": ["url": "data:image/png;base64,AQID"]]])
    }

    @Test func whatWasPaidBeforeAFailureIsCounted() async throws {
        let count = Counter()
        let server = try LoopbackServer { _ in
            count.next() == 1
                ? .json(200, "{\"data\":{\"embedding\":[1]},\"usage\":{\"prompt_tokens\":5}}")
                : LoopbackReply(400, "{}")
        }
        let embedder = try embedder(server, model(.embedding, "ark", and: [.vision]))
        let error = await #expect(throws: ProviderError.self) {
            _ = try await embedder.vectors(of: [.text("a"), .text("b"), .text("c")])
        }
        #expect(error == .wasted(reason: "vector 2 of 3 could not be had", cost: MicroDollars(5)))
        #expect(server.requests.count == 2)
    }

    @Test func aPictureIsNotSentWhereTextsAloneAreTaken() async throws {
        let server = try LoopbackServer { _ in .hangUp }
        let error = await #expect(throws: ProviderError.self) {
            _ = try await embedder(server, model(.embedding)).vectors(
                of: [.picture(SourcePicture(bytes: [1], mediaType: .png))])
        }
        guard case .refused = try #require(error) else { throw TextBench.Unexpected() }
        #expect(server.connections == 0)
    }
}
