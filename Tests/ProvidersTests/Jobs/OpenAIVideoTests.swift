import Core
import Foundation
import Providers
import TestSupport
import Testing

/// `/videos` in OpenAI's language, on a server that speaks its wire format.
@Suite struct OpenAIVideoTests {
    private static let model = Model(
        name: "sora-2", provider: "openai", id: "sora-2", abilities: [.video],
        price: ModelPrice(video: .perSecond([1: MicroDollars(100_000)])),
        clips: ClipLimits(seconds: 4...12, step: 4))

    private static func video(
        _ status: String, id: String = "video_1", more: [String: JSONValue] = [:]
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "object": "video", "status": .string(status), "progress": 33, "model": "sora-2",
            "seconds": "4", "size": "1280x720", "created_at": 1_763_700_000, "completed_at": .null,
            "expires_at": .null, "remixed_from_video_id": .null, "error": .null,
        ]
        for (name, value) in more { members[name] = value }
        return .object(members)
    }

    private func bench(_ reply: JSONValue, status: Int = 200) throws -> (JobBench, any VideoProvider) {
        let bench = try JobBench { _ in .json(status, reply.text) }
        return (bench, try bench.video(Self.model))
    }

    private static func request(first: SourcePicture? = nil) -> VideoRequest {
        JobBench.request(first: first, seconds: 4)
    }

    // MARK: Beginning

    @Test func aVideoIsAskedForInJSON() async throws {
        let (bench, provider) = try bench(Self.video("queued"))
        #expect(try await provider.begin(Self.request()) == "400000 video_1")
        let sent = try #require(bench.server.requests.first)
        #expect(sent.method == "POST" && sent.path == "/v1/videos")
        #expect(sent.header("Authorization") == "Bearer \(JobBench.key)")
        #expect(
            try JSONValue(parsing: sent.text) == [
                "model": "sora-2", "prompt": "A red boat leaves the harbour", "seconds": "4", "size": "1280x720",
            ])
    }

    @Test func aFirstFrameGoesAlongAsAFileOfAForm() async throws {
        let (bench, provider) = try bench(Self.video("queued"))
        let picture = SourcePicture(bytes: [1, 2, 3], mediaType: .png)
        _ = try await provider.begin(Self.request(first: picture))
        let sent = try #require(bench.server.requests.first)
        let form = try #require(MultipartForm(sent))
        #expect(
            form.fields == [
                "model": "sora-2", "prompt": "A red boat leaves the harbour", "seconds": "4", "size": "1280x720",
            ])
        let file = try #require(form.files.first)
        #expect(file.name == "input_reference" && file.type == "image/png" && file.fileName.hasSuffix(".png"))
        #expect(file.content == [1, 2, 3] && form.files.count == 1)
    }

    /// 2 to 12 seconds of a model that makes 4, 8 and 12.
    @Test(arguments: [(2, 4), (5, 4), (6, 4), (7, 8), (10, 8), (11, 12), (40, 12)])
    func aLengthBecomesTheNearestThatIsMade(wanted: Int, made: Int) {
        #expect(Self.model.clips.length(for: .seconds(wanted)) == .seconds(made))
    }

    @Test(arguments: [
        (400, "invalid_value"), (400, "moderation_blocked"), (429, "insufficient_quota"),
    ])
    func aRefusalIsShownWithItsCode(status: Int, code: String) async throws {
        let (bench, provider) = try bench(["error": ["code": .string(code), "message": "no"]], status: status)
        guard case .failure(let error) = await JobBench.beginning(of: provider), let reason = error.refusal else {
            throw JobBench.Unexpected()
        }
        #expect(reason.contains(code))
        #expect(bench.server.requests.count == 1)
    }

    /// OpenAI's own are closed, and not every server that speaks its language makes videos.
    @Test(arguments: [404, 410])
    func aServiceWithoutVideosIsToldWithWhatToDo(status: Int) async throws {
        let (_, provider) = try bench(["error": ["message": "Not Found"]], status: status)
        guard case .failure(.refused(let reason)) = await JobBench.beginning(of: provider) else {
            throw JobBench.Unexpected()
        }
        #expect(reason.contains("\(status)") && reason.contains("OPENAI_BASE_URL"))
    }

    @Test(arguments: [
        LoopbackReply.json(500, #"{"error":{"message":"x"}}"#), .hangUp, .json(200, "<html>"),
        .json(200, #"{"error":{"code":"X","message":"inside"}}"#), .json(200, #"{"id":"a/../b"}"#),
    ])
    func whatLeavesOpenWhetherOneWasBegunIsUnknown(reply: LoopbackReply) async throws {
        let bench = try JobBench { _ in reply }
        guard case .failure(.unknownOutcome) = await JobBench.beginning(of: try bench.video(Self.model)) else {
            throw JobBench.Unexpected()
        }
        #expect(bench.server.requests.count == 1)
    }

    // MARK: Looking

    @Test(arguments: ["queued", "in_progress", "a word of tomorrow"])
    func oneThatIsNotDoneIsWaitedFor(status: String) async throws {
        let (bench, provider) = try bench(Self.video(status))
        #expect(try await provider.look(at: "400000 video_1") == .working(progress: 0.33))
        #expect(bench.server.requests.first?.path == "/v1/videos/video_1")
    }

    /// The content lies at the service's own address, and is not given without the key.
    @Test func oneThatIsDoneIsFetchedWithTheKeyAndCostsWhatWasMade() async throws {
        let bench = try JobBench { request in
            guard request.path == "/v1/videos/video_1/content" else {
                return .json(200, Self.video("completed", more: ["seconds": "8"]).text)
            }
            guard request.header("Authorization") == "Bearer \(JobBench.key)", request.query["variant"] == "video"
            else { return .json(401, "{}") }
            return LoopbackReply(200, steps: [.bytes(JobBench.film)])
        }
        guard case .done(let result) = try await bench.video(Self.model).look(at: "400000 video_1") else {
            throw JobBench.Unexpected()
        }
        #expect(result.mediaType == .mp4 && result.cost == MicroDollars(800_000) && result.seed == nil)
        #expect([UInt8](try Data(contentsOf: URL(filePath: result.file))) == JobBench.film)
    }

    @Test func anAnswerWithoutSizeAndLengthCostsWhatTheListSaid() async throws {
        let bench = try JobBench { request in
            request.path.hasSuffix("/content")
                ? LoopbackReply(200, steps: [.bytes(JobBench.film)])
                : .json(200, #"{"id":"video_1","status":"completed"}"#)
        }
        guard case .done(let result) = try await bench.video(Self.model).look(at: "400000 video_1") else {
            throw JobBench.Unexpected()
        }
        #expect(result.cost == MicroDollars(400_000))
    }

    /// Storage elsewhere gets no key.
    @Test func aRedirectToAnotherOriginLeavesTheKeyBehind() async throws {
        let storage = try LoopbackServer { _ in LoopbackReply(200, steps: [.bytes(JobBench.film)]) }
        let bench = try JobBench(allowing: ["127.0.0.1:\(storage.port)"]) { request in
            request.path.hasSuffix("/content")
                ? LoopbackReply(302, headers: [("Location", storage.url + "/film.mp4")])
                : .json(200, Self.video("completed").text)
        }
        guard case .done = try await bench.video(Self.model).look(at: "400000 video_1") else {
            throw JobBench.Unexpected()
        }
        #expect(storage.requests.map(\.path) == ["/film.mp4"])
        #expect(storage.requests.first?.header("Authorization") == nil)
    }

    @Test(arguments: [404, 410])
    func contentThatHasExpiredIsMoneyGone(status: Int) async throws {
        let bench = try JobBench { request in
            request.path.hasSuffix("/content")
                ? .json(status, #"{"error":{"message":"expired"}}"#) : .json(200, Self.video("completed").text)
        }
        guard case .failed(.wasted(_, let cost)) = try await bench.video(Self.model).look(at: "400000 video_1") else {
            throw JobBench.Unexpected()
        }
        #expect(cost == MicroDollars(400_000))
    }

    @Test func aVideoThatIsNoneIsMoneyGone() async throws {
        let bench = try JobBench { request in
            request.path.hasSuffix("/content")
                ? LoopbackReply(200, "<html>no video</html>") : .json(200, Self.video("completed").text)
        }
        guard case .failed(.wasted) = try await bench.video(Self.model).look(at: "400000 video_1") else {
            throw JobBench.Unexpected()
        }
    }

    @Test(arguments: [("moderation_blocked", false), ("server_error", true)])
    func aFailureIsToldWithItsCode(code: String, mayPass: Bool) async throws {
        let (_, provider) = try bench(
            Self.video("failed", more: ["error": ["code": .string(code), "message": "it says why"]]))
        switch try await provider.look(at: "400000 video_1") {
        case .failed(.declined(let reason)): #expect(!mayPass && reason == "\(code): it says why")
        case .failed(.unavailable(let reason)): #expect(mayPass && reason == "\(code): it says why")
        default: throw JobBench.Unexpected()
        }
    }

    @Test(arguments: [404, 410])
    func oneThatIsNotKnownAnyMoreIsUnknown(status: Int) async throws {
        let (_, provider) = try bench(["error": ["message": "no such video"]], status: status)
        guard case .failed(.unknownOutcome(taskID: "video_1", _)) = try await provider.look(at: "400000 video_1") else {
            throw JobBench.Unexpected()
        }
    }

    @Test(arguments: ["../videos", "1 a/b", "1 ..", "-1 video_1", "video_1", "", "1 a b"])
    func aNameThatIsNoneOfTheServicesIsNotAskedFor(token: String) async throws {
        let (bench, provider) = try bench(Self.video("queued"))
        _ = await JobBench.look(provider, token)
        try await provider.cancel(token)
        #expect(bench.server.requests.isEmpty)
    }

    /// There is nothing that stops one.
    @Test func cancellingDeletesIt() async throws {
        let (bench, provider) = try bench(["id": "video_1", "deleted": true])
        try await provider.cancel("400000 video_1")
        let sent = try #require(bench.server.requests.first)
        #expect(sent.method == "DELETE" && sent.path == "/v1/videos/video_1")
    }

    // MARK: Finding what was begun

    private static let window = Timestamp(milliseconds: 1_763_699_940_000)...Timestamp(milliseconds: 1_763_700_240_000)

    private func found(_ videos: [JSONValue], hasMore: Bool = false) async throws -> [String]? {
        let (bench, provider) = try bench(["object": "list", "data": .array(videos), "has_more": .bool(hasMore)])
        defer { #expect(bench.server.requests.map(\.path) == ["/v1/videos"]) }
        return try await provider.find(Self.request(), begun: Self.window)
    }

    @Test func theOneVideoOfTheRequestIsFound() async throws {
        let others = [
            Self.video("queued", id: "model", more: ["model": "sora-2-pro"]),
            Self.video("queued", id: "length", more: ["seconds": "8"]),
            Self.video("queued", id: "size", more: ["size": "720x1280"]),
            Self.video("queued", id: "words", more: ["prompt": "another"]),
            Self.video("queued", id: "remix", more: ["remixed_from_video_id": "video_0"]),
            Self.video("queued", id: "early", more: ["created_at": 1_763_699_000]),
            Self.video("queued", id: "late", more: ["created_at": 1_763_709_000]),
        ]
        #expect(try await found(others + [Self.video("queued", id: "own")]) == ["400000 own"])
        #expect(try await found(others) == [])
        #expect(try await found([Self.video("queued", id: "a"), Self.video("failed", id: "b")])?.count == 2)
    }

    @Test func aListThatWasCutOffCannotSayThatThereIsNothing() async throws {
        let other = Self.video("queued", id: "x", more: ["seconds": "8"])
        await #expect(throws: ProviderError.self) { try await found([other], hasMore: true) }
        // It reaches back before the window: what is missing is older.
        let older = Self.video("queued", id: "x", more: ["created_at": 1_763_600_000])
        #expect(try await found([older], hasMore: true) == [])
    }
}
