import Core
import Foundation
import Providers
import TestSupport
import Testing

/// Replicate's predictions, on a server that speaks its wire format.
@Suite struct ReplicateTests {
    private static func filmer(_ id: String = "kwaivgi/kling-v2") -> Model {
        Model(
            name: "kling", provider: "replicate", id: id, abilities: [.video],
            price: ModelPrice(video: .perSecond([1: MicroDollars(50_000)])), options: ["resolution": .null])
    }

    private func bench(
        _ state: @escaping @Sendable (String) -> JSONValue, made: [UInt8] = JobBench.film
    ) throws -> JobBench {
        try JobBench { request in
            let home = "http://" + (request.header("Host") ?? "")
            switch (request.method, request.path) {
            case ("POST", let path) where path.hasSuffix("/cancel"): return .json(200, "{}")
            case ("POST", _): return .json(201, #"{"id":"p1","status":"starting","output":null}"#)
            case ("GET", "/made"): return LoopbackReply(200, steps: [.bytes(made)])
            default: return .json(200, state(home).text)
            }
        }
    }

    @Test(arguments: [
        ("kwaivgi/kling-v2", "/v1/models/kwaivgi/kling-v2/predictions", nil),
        ("owner/name:abc123", "/v1/predictions", "abc123"), ("abc123", "/v1/predictions", "abc123"),
    ])
    func aModelIsNamedAsTheServiceWantsIt(id: String, path: String, version: String?) async throws {
        let bench = try bench { _ in [:] }
        #expect(try await bench.video(Self.filmer(id)).begin(JobBench.request()) == "250000 p1")
        let sent = try #require(bench.server.requests.first)
        #expect(sent.path == path)
        let body = try JSONValue(parsing: sent.text)
        #expect(body["version"]?.string == version)
        #expect(body["input"]?["prompt"] == "A red boat leaves the harbour" && body["input"]?["duration"] == 5)
        #expect(body["input"]?["resolution"] == nil)
    }

    @Test(
        arguments: [
            { home in .string(home + "/made") }, { home in [.string(home + "/made")] },
            { home in ["video": .string(home + "/made")] },
        ] as [@Sendable (String) -> JSONValue])
    func outputOfAnyShapeIsFetched(output: @escaping @Sendable (String) -> JSONValue) async throws {
        let bench = try bench { ["id": "p1", "status": "succeeded", "output": output($0)] }
        guard case .done(let result) = try await bench.video(Self.filmer()).look(at: "250000 p1") else {
            throw JobBench.Unexpected()
        }
        #expect(result.cost == MicroDollars(250_000))
        #expect(bench.server.requests.last?.header("Authorization") == nil)
    }

    @Test func whatWasErasedIsMoneyGone() async throws {
        let bench = try bench { _ in ["id": "p1", "status": "succeeded", "output": .null] }
        guard case .failed(.wasted(_, let cost)) = try await bench.video(Self.filmer()).look(at: "250000 p1") else {
            throw JobBench.Unexpected()
        }
        #expect(cost == MicroDollars(250_000))
    }

    @Test(arguments: ["starting", "processing", "queued"])
    func aPredictionThatIsNotDoneIsWaitedFor(status: String) async throws {
        let bench = try bench { _ in ["id": "p1", "status": .string(status)] }
        guard case .working = try await bench.video(Self.filmer()).look(at: "1 p1") else { throw JobBench.Unexpected() }
    }

    @Test(arguments: ["failed", "canceled", "aborted"])
    func oneThatHasEndedIsNot(status: String) async throws {
        let bench = try bench { _ in ["id": "p1", "status": .string(status), "error": "NSFW content"] }
        guard case .failed = try await bench.video(Self.filmer()).look(at: "1 p1") else { throw JobBench.Unexpected() }
    }

    @Test func cancellingPosts() async throws {
        let bench = try bench { _ in [:] }
        try await bench.video(Self.filmer()).cancel("1 p1")
        #expect(bench.server.requests.first?.path == "/v1/predictions/p1/cancel")
    }

    @Test(
        arguments: [
            (
                "NSFW content detected. Try running it again.",
                ProviderError.declined(reason: "NSFW content detected. Try running it again.")
            ),
            (["code": "E1", "message": "out of memory"], .refused(reason: "out of memory")),
            (.null, .refused(reason: "the prediction failed")),
        ] as [(JSONValue, ProviderError)])
    func whyAPredictionFailedIsShownInWhateverShape(words: JSONValue, error: ProviderError) async throws {
        let bench = try bench { _ in ["id": "p1", "status": "failed", "error": words] }
        #expect(try await bench.video(Self.filmer()).look(at: "250000 p1") == .failed(error))
    }

    /// It is told a shape, where its options say so, and no size.
    @Test func aPicturesShapeIsSentWhereTheModelWantsOne() async throws {
        let bench = try bench { _ in [:] }
        let flux = Model(
            name: "flux", provider: "replicate", id: "black-forest-labs/flux-schnell",
            price: ModelPrice(otherImages: MicroDollars(3_000)),
            options: ["aspect_ratio": "1:1", "width": .null, "height": .null])
        let wide = ImageRequest(
            prompt: "A red boat", negativePrompt: nil, style: nil, palette: [],
            size: PixelSize(width: 1344, height: 768),
            format: .png, seed: Seed(hashing: ""))
        _ = try await bench.image(flux).begin(wide)
        let input = try JSONValue(parsing: try #require(bench.server.requests.first).text)["input"]
        #expect(input == ["prompt": "A red boat", "aspect_ratio": "16:9"])
    }
}
