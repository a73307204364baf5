import Core
import Foundation
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// What a Stable Diffusion server of one's own is asked, and how its answers are read.
@Suite struct A1111ImageProviderTests {
    private static let free = Model(
        name: "workshop", provider: "a1111", id: "dream.safetensors", abilities: [.image, .edit], takesSeed: true,
        price: ModelPrice(otherImages: .zero), options: ["steps": 28], timeout: .seconds(120))

    private func bench(_ model: Model, _ reply: LoopbackReply) throws -> PaintBench {
        try PaintBench(model) { _ in reply }
    }

    @Test func wordsGoToOneAddressAndWhatToAvoidIntoAFieldOfItsOwn() async throws {
        let bench = try bench(Self.free, PaintWire.a1111.picture(try PaintBench.png(), seed: 7))
        let media = try await bench.outcome().get()
        #expect(media.seed == Seed(7) && media.cost == .zero)
        let sent = try #require(bench.server.requests.first)
        #expect(sent.path == "/v1/sdapi/v1/txt2img" && sent.header("Authorization") == nil)
        #expect(
            try JSONValue(parsing: sent.text) == [
                "prompt": "A red boat\nStyle: woodcut.\nColours: navy.", "negative_prompt": "text", "width": 96,
                "height": 96, "seed": 7, "steps": 28,
                "override_settings": ["sd_model_checkpoint": "dream.safetensors"],
            ])
    }

    @Test func aPictureGoesToTheOtherOne() async throws {
        let bench = try bench(PaintWire.a1111.model, PaintWire.a1111.picture(try PaintBench.png()))
        let reference = SourcePicture(bytes: try PaintBench.png(side: 40), mediaType: .png)
        _ = try await bench.outcome(PaintBench.request(references: [reference])).get()
        let sent = try #require(bench.server.requests.first)
        #expect(sent.path == "/v1/sdapi/v1/img2img")
        #expect(try JSONValue(parsing: sent.text)["override_settings"] == nil, "the loaded checkpoint stays")
    }

    /// This server paints where a mask is white, and where one with transparency is opaque.
    @Test func aMaskIsWhiteWhereTheServerMayPaintAndHasNoTransparency() async throws {
        let bench = try bench(PaintWire.a1111.model, PaintWire.a1111.picture(try PaintBench.png()))
        let reference = SourcePicture(bytes: try PaintBench.png(), mediaType: .png)
        let mask = try PaintBench.mask()
        _ = try await bench.outcome(PaintBench.request(references: [reference], mask: mask)).get()
        let sent = try #require(bench.server.requests.first)
        #expect(sent.path == "/v1/sdapi/v1/img2img")
        let text = try #require(try JSONValue(parsing: sent.text)["mask"]?.string)
        let bytes = [UInt8](try #require(Data(base64Encoded: text)))
        #expect(try ImageCodec.header(of: bytes).hasAlpha == false)
        let raster = try ImageCodec.decode(bytes)
        #expect(raster.pixels[0] == 255 && raster.pixels[95 * 3] == 0)
    }

    @Test func aMaskThatCannotBeReadIsRefusedBeforeAnythingIsSent() async throws {
        let bench = try bench(PaintWire.a1111.model, PaintWire.a1111.picture(try PaintBench.png()))
        let broken = SourcePicture(bytes: [1, 2, 3], mediaType: .png)
        let outcome = await bench.outcome(PaintBench.request(references: [broken], mask: broken))
        guard case .failure(.refused) = outcome else { throw PaintBench.Unexpected() }
        #expect(bench.server.requests.isEmpty)
    }

    @Test func theSeedIsTheOneThatTheServerSaysItUsed() async throws {
        let bench = try bench(Self.free, PaintWire.a1111.picture(try PaintBench.png(), seed: 4711))
        #expect(try await bench.outcome().get().seed == Seed(4711))
        let silent = try self.bench(Self.free, PaintWire.a1111.picture(try PaintBench.png()))
        #expect(try await silent.outcome().get().seed == Seed(7))
    }

    @Test func evenWhatCostsNothingIsSentOnceAndInTheModelsOwnTime() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(500, #"{"error":"OutOfMemoryError","errors":"CUDA"}"#) }
        let traffic = Traffic(time: ManualTime(), seed: 1)
        let adapters = Adapters(
            environment: ["A1111_URL": server.url], http: HTTPClient(userAgent: "test"), queue: ImagingQueue(width: 1),
            traffic: traffic)
        guard case .ready(let provider) = adapters.image(Self.free) else { throw PaintBench.Unexpected() }
        let error = await #expect(throws: ProviderError.self) { try await provider.image(for: PaintBench.request()) }
        #expect(error == .unavailable(reason: "500: OutOfMemoryError: CUDA"))
        #expect(server.requests.count == 1, "the server goes on with what nobody waits for")
    }

    @Test(arguments: [LoopbackReply.hangUp, LoopbackReply(500, "{\"error\":\"x\"}"), LoopbackReply(200, "{}")])
    func whatCostsNothingMaySimplyBeAskedForAgain(reply: LoopbackReply) async throws {
        guard case .failure(.unavailable) = await (try bench(Self.free, reply)).outcome() else {
            throw PaintBench.Unexpected()
        }
    }

    @Test func aPictureWithAPrefixIsReadAsWell() async throws {
        let png = try PaintBench.png()
        let text = "data:image/png;base64," + SourcePicture(bytes: png, mediaType: .png).text
        #expect(try await bench(Self.free, PaintWire.a1111.picture(text: text)).outcome().get().bytes == png)
    }
}
