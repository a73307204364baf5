import Core
import Foundation
import Providers
import TestSupport
import Testing

/// fal's queue, on a server that speaks its wire format.
@Suite struct FalTests {
    private static let painter = Model(
        name: "flux", provider: "fal", id: "fal-ai/flux/dev", takesSeed: true,
        price: ModelPrice(otherImages: MicroDollars(25_000)), options: ["num_images": 1])
    private static let filmer = Model(
        name: "kling", provider: "fal", id: "fal-ai/kling/v2/pro", abilities: [.video],
        price: ModelPrice(video: .perSecond([1: MicroDollars(90_000)])),
        options: ["duration": "5", "resolution": .null])

    private static let picture = PaintBench.request(size: 512)

    /// Answers the beginning, then a status and a result.
    private func bench(
        begin: @escaping @Sendable (String) -> JSONValue = { home in
            [
                "request_id": "r-1", "status_url": .string(home + "/fal-ai/flux/requests/r-1/status"),
                "response_url": .string(home + "/fal-ai/flux/requests/r-1"),
                "cancel_url": .string(home + "/fal-ai/flux/requests/r-1/cancel"),
            ]
        },
        status: JSONValue = ["status": "COMPLETED"],
        result: @escaping @Sendable (String) -> LoopbackReply = { home in
            .json(200, JSONValue.object(["images": [["url": .string(home + "/made")]], "seed": 7]).text)
        }, made: [UInt8] = JobBench.film
    ) throws -> JobBench {
        try JobBench { request in
            let home = "http://" + (request.header("Host") ?? "")
            switch (request.method, request.path) {
            case ("POST", _): return .json(200, begin(home).text)
            case ("GET", "/made"): return LoopbackReply(200, steps: [.bytes(made)])
            case ("GET", let path) where path.hasSuffix("/status"): return .json(200, status.text)
            case ("PUT", _): return .json(202, #"{"status":"CANCELLATION_REQUESTED"}"#)
            default: return result(home)
            }
        }
    }

    /// Each model that fal hosts has another field for one, which reads it in its own way.
    @Test func aMaskIsRefusedBeforeAnythingIsSent() async throws {
        let bench = try bench()
        let masked = PaintBench.request(size: 512, mask: try PaintBench.mask())
        let provider = try bench.image(Self.painter)
        await #expect(throws: ProviderError.self) { try await provider.begin(masked) }
        #expect(bench.server.requests.isEmpty)
    }

    @Test func aPictureIsBegunLookedAtAndFetched() async throws {
        let png = try PaintBench.png()
        let bench = try bench(made: png)
        let provider = try bench.image(Self.painter)
        let token = try await provider.begin(Self.picture)
        guard case .done(let result) = try await provider.look(at: token) else { throw JobBench.Unexpected() }
        #expect(result.cost == MicroDollars(25_000) && result.seed == Seed(7) && result.mediaType == .png)
        let sent = bench.server.requests
        #expect(sent[0].path == "/fal-ai/flux/dev")
        #expect(sent[0].header("Authorization") == "Key \(JobBench.key)")
        let body = try JSONValue(parsing: sent[0].text)
        #expect(body["image_size"] == ["width": 512, "height": 512])
        #expect(body["seed"] == 7 && body["num_images"] == 1)
        #expect(
            sent.dropFirst().map(\.path) == ["/fal-ai/flux/requests/r-1/status", "/fal-ai/flux/requests/r-1", "/made"])
        #expect(sent.last?.header("Authorization") == nil)
    }

    @Test func aVideoCostsWhatTheListSays() async throws {
        let bench = try bench(result: { home in
            .json(200, JSONValue.object(["video": ["url": .string(home + "/made")]]).text)
        })
        let provider = try bench.video(Self.filmer)
        let token = try await provider.begin(JobBench.request())
        guard case .done(let result) = try await provider.look(at: token) else { throw JobBench.Unexpected() }
        #expect(result.cost == MicroDollars(450_000))
        let body = try JSONValue(parsing: try #require(bench.server.requests.first).text)
        #expect(body["duration"] == "5" && body["resolution"] == nil && body["aspect_ratio"] == "16:9")
    }

    /// The key must not follow an answer to another place.
    @Test(arguments: ["https://evil.example/x", "http://127.0.0.1:1/x", "//evil.example/x"])
    func addressesElsewhereAreNotFollowed(address: String) async throws {
        let bench = try bench(begin: { _ in
            [
                "request_id": "r-1", "status_url": .string(address), "response_url": .string(address),
                "cancel_url": .string(address),
            ]
        })
        let provider = try bench.video(Self.filmer)
        let token = try await provider.begin(JobBench.request())
        #expect(!token.contains("evil"))
        _ = try await provider.look(at: token)
        #expect(bench.server.requests.dropFirst().first?.path == "/fal-ai/kling/requests/r-1/status")
    }

    @Test(arguments: [JSONValue.string("IN_QUEUE"), "IN_PROGRESS", "SOMETHING_NEW"])
    func aJobThatIsNotDoneIsWaitedFor(status: JSONValue) async throws {
        let bench = try bench(status: ["status": status])
        let provider = try bench.video(Self.filmer)
        let token = try await provider.begin(JobBench.request())
        guard case .working = try await provider.look(at: token) else { throw JobBench.Unexpected() }
    }

    @Test func aFailureInsideACompletedJobIsOne() async throws {
        let bench = try bench(status: ["status": "COMPLETED", "error": "NSFW", "error_type": "content_policy"])
        let provider = try bench.video(Self.filmer)
        let token = try await provider.begin(JobBench.request())
        #expect(try await provider.look(at: token) == .failed(.declined(reason: "content_policy: NSFW")))
    }

    @Test func aResultThatIsRefusedIsAFailureOfTheJob() async throws {
        let bench = try bench(result: { _ in
            .json(422, #"{"detail":[{"loc":["body","image_url"],"msg":"too small","type":"value_error"}]}"#)
        })
        let provider = try bench.video(Self.filmer)
        let token = try await provider.begin(JobBench.request())
        guard case .failed(.refused(let reason)) = try await provider.look(at: token) else {
            throw JobBench.Unexpected()
        }
        #expect(reason.contains("422"))
    }

    @Test func aServerAtFaultIsAskedAgainAndAnEndedJobIsNot() async throws {
        let busy = try bench(result: { _ in .json(503, "{}") })
        let provider = try busy.video(Self.filmer)
        let token = try await provider.begin(JobBench.request())
        guard case .failure(.unavailable) = await JobBench.look(provider, token) else { throw JobBench.Unexpected() }
        let dead = try bench(result: { _ in
            .json(500, #"{"detail":"runner died"}"#, headers: [("x-fal-error-type", "runner_disconnected")])
        })
        let other = try dead.video(Self.filmer)
        guard case .failed(.unavailable) = try await other.look(at: try await other.begin(JobBench.request())) else {
            throw JobBench.Unexpected()
        }
    }

    @Test func cancellingGoesToTheAddressThatWasNamed() async throws {
        let bench = try bench()
        let provider = try bench.image(Self.painter)
        try await provider.cancel(try await provider.begin(Self.picture))
        let last = try #require(bench.server.requests.last)
        #expect(last.method == "PUT" && last.path == "/fal-ai/flux/requests/r-1/cancel")
    }

    @Test func aBeginningWithoutANameIsUnknown() async throws {
        let bench = try bench(begin: { _ in ["detail": "odd"] })
        guard case .failure(.unknownOutcome) = await JobBench.beginning(of: try bench.video(Self.filmer)) else {
            throw JobBench.Unexpected()
        }
    }

    @Test(arguments: ["", "1 /a /b", "x /a /b /c", "1 //evil /b /c", "1 /a/../b /b /c", "1 http://evil/ /b /c"])
    func aTokenThatNobodyWroteIsNotAskedFor(token: String) async throws {
        let bench = try bench()
        _ = await JobBench.look(try bench.video(Self.filmer), token)
        #expect(bench.server.requests.isEmpty)
    }

    @Test(
        arguments: [
            (
                LoopbackReply.json(
                    422, #"{"detail":[{"loc":["body","prompt"],"msg":"flagged","type":"content_policy_violation"}]}"#),
                ProviderError.declined(reason: "422 content_policy_violation: body.prompt: flagged")
            ),
            (
                .json(422, #"{"detail":"bad size"}"#, headers: [("x-fal-error-type", "validation_error")]),
                .refused(reason: "422 validation_error: bad size")
            ),
            (
                .json(500, #"{"detail":"runner died","error_type":"runner_disconnected"}"#),
                .unavailable(reason: "500 runner_disconnected: runner died")
            ),
            (
                .json(
                    504, #"{"detail":"Request timed out","error_type":"request_timeout"}"#,
                    headers: [("X-Fal-Request-Timeout-Type", "user")]),
                .refused(reason: "504 request_timeout: Request timed out")
            ),
        ])
    func aJobThatIsCompletedWithoutAResultHasFailed(reply: LoopbackReply, error: ProviderError) async throws {
        let bench = try bench(result: { _ in reply })
        let provider = try bench.image(Self.painter)
        let state = try await provider.look(at: try await provider.begin(Self.picture))
        #expect(state == .failed(error))
        #expect(bench.server.requests.count == 3, "its result is asked for once")
    }

    @Test func aPictureMayStandInTheAnswerItself() async throws {
        let png = try PaintBench.png()
        let text = "data:image/png;base64," + Data(png).base64EncodedString()
        let bench = try bench(result: { _ in
            .json(200, JSONValue.object(["images": [["url": .string(text)]]]).text)
        })
        let provider = try bench.image(Self.painter)
        guard case .done(let result) = try await provider.look(at: try await provider.begin(Self.picture)) else {
            throw JobBench.Unexpected()
        }
        #expect(try Data(contentsOf: URL(filePath: result.file)) == Data(png) && result.cost == MicroDollars(25_000))
    }
}
