import Core
import Foundation
import Imaging
import Providers
import TestSupport
import Testing

/// Seedance's tasks, on a server that speaks its wire format.
@Suite struct ArkVideoProviderTests {
    private static let model = Model(
        name: "seedance", provider: "ark", id: "seedance-1-0-pro-250528", abilities: [.video], takesSeed: true,
        price: ModelPrice(video: .perMillionTokens(MicroDollars(2_500_000))), options: ["camera_fixed": false])

    private static func task(
        _ status: String, id: String = "cgt-1", more: [String: JSONValue] = [:]
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "model": "seedance-1-0-pro-250528", "status": .string(status), "error": .null,
            "created_at": 1_763_700_000, "updated_at": 1_763_700_062, "seed": 7, "resolution": "720p",
            "ratio": "16:9", "duration": 5, "framespersecond": 24, "service_tier": "default",
        ]
        for (name, value) in more { members[name] = value }
        return .object(members)
    }

    private func bench(_ reply: JSONValue, status: Int = 200) throws -> (JobBench, any VideoProvider) {
        let bench = try JobBench { _ in .json(status, reply.text) }
        return (bench, try bench.video(Self.model))
    }

    // MARK: Beginning

    @Test func aTaskIsAskedForAsTheRegistryAndTheRequestSay() async throws {
        let (bench, provider) = try bench(["id": "cgt-1"])
        #expect(try await provider.begin(JobBench.request()) == "cgt-1")
        let sent = try #require(bench.server.requests.first)
        #expect(sent.method == "POST" && sent.path == "/api/v3/contents/generations/tasks")
        #expect(sent.header("Authorization") == "Bearer \(JobBench.key)")
        #expect(
            try JSONValue(parsing: sent.text) == [
                "model": "seedance-1-0-pro-250528", "resolution": "720p", "ratio": "16:9", "duration": 5, "seed": 7,
                "watermark": false, "camera_fixed": false,
                "content": [["type": "text", "text": "A red boat leaves the harbour"]],
            ])
    }

    @Test func framesGoAlongWithTheirRolesAndSettleTheShape() async throws {
        let (bench, provider) = try bench(["id": "cgt-1"])
        let picture = SourcePicture(bytes: [1, 2, 3], mediaType: .png)
        _ = try await provider.begin(JobBench.request(first: picture, last: picture, wantsLast: true))
        let sent = try JSONValue(parsing: try #require(bench.server.requests.first).text)
        let part: JSONValue = ["url": "data:image/png;base64,AQID"]
        #expect(
            sent["content"]?.array?.dropFirst().map(\.self) == [
                ["type": "image_url", "image_url": part, "role": "first_frame"],
                ["type": "image_url", "image_url": part, "role": "last_frame"],
            ])
        #expect(sent["ratio"] == nil)
        #expect(sent["return_last_frame"] == true)
    }

    /// A prompt is hostile text: an option in it would change what is billed.
    @Test(arguments: [
        ("a fox runs --dur 12 --rs 1080p fast", "a fox runs fast"), ("--seed 3", ""),
        ("one\n--resolution 4k\ntwo", "one\n\ntwo"), ("a -- dash and --5", "a -- dash and --5"),
        ("the end --wm", "the end"),
    ])
    func optionsInAPromptAreLeftOut(prompt: String, sent: String) async throws {
        let (bench, provider) = try bench(["id": "cgt-1"])
        _ = try await provider.begin(JobBench.request(prompt))
        let body = try JSONValue(parsing: try #require(bench.server.requests.first).text)
        #expect(body["content"]?.array?.first?["text"]?.string == sent)
    }

    @Test func soundAndTiersAreSentOnlyWhereTheRegistryNamesThem() async throws {
        let bench = try JobBench { _ in .json(200, #"{"id":"cgt-1"}"#) }
        let model = Model(
            name: "s", provider: "ark", id: "s", abilities: [.video], takesSeed: false,
            price: ModelPrice(video: .perMillionTokens(MicroDollars(1))),
            options: ["generate_audio": true, "service_tier": "flex", "draft": true])
        _ = try await bench.video(model).begin(JobBench.request())
        let body = try JSONValue(parsing: try #require(bench.server.requests.first).text)
        #expect(body["generate_audio"] == false, "no sound was asked for")
        #expect(body["service_tier"] == "flex" && body["draft"] == true)
        #expect(body["seed"] == nil)
    }

    // MARK: Drafts

    private static let drafting = Model(
        name: "seedance", provider: "ark", id: "seedance-1-5-pro-251215", abilities: [.video], takesSeed: true,
        price: ModelPrice(video: .perMillionTokens(MicroDollars(1_200_000))),
        options: ["generate_audio": false, "camera_fixed": false], clips: ClipLimits(makesDrafts: true))

    private static func drafted(_ draft: VideoDraft, wantsLast: Bool = false) -> VideoRequest {
        VideoRequest(
            prompt: "A red boat", firstFrame: SourcePicture(bytes: [1], mediaType: .png),
            size: PixelSize(width: 1280, height: 720), duration: .seconds(5), framesPerSecond: 24,
            seed: Seed(7) ?? Seed(hashing: ""), wantsLastFrame: wantsLast, draft: draft)
    }

    private func sent(_ request: VideoRequest) async throws -> JSONValue {
        let bench = try JobBench { _ in .json(200, #"{"id":"cgt-2"}"#) }
        _ = try await bench.video(Self.drafting).begin(request)
        let sent = try #require(bench.server.requests.first)
        return try JSONValue(parsing: sent.text)
    }

    @Test func aDraftIsATaskOfItsOwnInTheSmallestSize() async throws {
        let body = try await sent(Self.drafted(.small))
        #expect(body["draft"] == true && body["resolution"] == "480p" && body["duration"] == 5 && body["seed"] == 7)
        #expect(body["content"]?.array?.count == 2)
    }

    /// What the draft has settled is the service's to repeat: a field that contradicts it would be refused.
    @Test func theWholeOneNamesItsDraftAndSaysOnlyWhatIsStillOpen() async throws {
        #expect(
            try await sent(Self.drafted(.whole(of: "cgt-1"), wantsLast: true)) == [
                "model": "seedance-1-5-pro-251215", "resolution": "720p", "watermark": false,
                "return_last_frame": true, "content": [["type": "draft_task", "draft_task": ["id": "cgt-1"]]],
            ])
    }

    @Test func aDraftWhoseNameIsNoneIsNotAskedFor() async throws {
        let bench = try JobBench { _ in .json(200, #"{"id":"cgt-2"}"#) }
        let provider = try bench.video(Self.drafting)
        let outcome = await JobBench.beginning(of: provider, Self.drafted(.whole(of: "../tasks")))
        guard case .failure(.refused) = outcome else { throw JobBench.Unexpected() }
        #expect(bench.server.requests.isEmpty)
    }

    /// A draft and what is made from it are alike in all else.
    @Test func aDraftAndTheWholeOneAreToldApartInTheList() async throws {
        let tasks = [
            Self.task(
                "succeeded", id: "cgt-1",
                more: ["model": "seedance-1-5-pro-251215", "draft": true, "resolution": "480p"]),
            Self.task(
                "running", id: "cgt-2",
                more: ["model": "seedance-1-5-pro-251215", "draft": false, "draft_task_id": "cgt-1"]),
            Self.task(
                "running", id: "cgt-3",
                more: ["model": "seedance-1-5-pro-251215", "draft": false, "draft_task_id": "cgt-0"]),
        ]
        let bench = try JobBench { _ in
            .json(200, JSONValue.object(["items": .array(tasks), "total": 3]).text)
        }
        let provider = try bench.video(Self.drafting)
        #expect(try await provider.find(Self.drafted(.small), begun: Self.window) == ["cgt-1"])
        #expect(try await provider.find(Self.drafted(.whole(of: "cgt-1")), begun: Self.window) == ["cgt-2"])
        #expect(try await provider.find(Self.drafted(.whole(of: "cgt-9")), begun: Self.window) == [])
    }

    @Test(arguments: [
        (400, "InputTextSensitiveContentDetected"), (404, "ModelNotOpen"), (429, "SetLimitExceeded"),
    ])
    func aRefusalIsShownWithItsCode(status: Int, code: String) async throws {
        let (bench, provider) = try bench(
            ["error": ["code": .string(code), "message": "no", "type": "BadRequest"]], status: status)
        guard case .failure(let error) = await JobBench.beginning(of: provider), let reason = error.refusal else {
            throw JobBench.Unexpected()
        }
        #expect(reason.contains(code))
        #expect(bench.server.requests.count == 1)
    }

    @Test func aFullQueueIsWaitedFor() async throws {
        let (_, provider) = try bench(
            ["error": ["code": "QuotaExceeded", "message": "too many", "type": "TooManyRequests"]], status: 429)
        #expect(await JobBench.beginning(of: provider) == .failure(.throttled(after: nil)))
    }

    @Test(arguments: [
        LoopbackReply.json(500, #"{"error":{"code":"InternalServiceError","message":"x"}}"#), .hangUp,
        .json(200, #"{"error":{"code":"X","message":"inside"}}"#), .json(200, "<html>"),
        .json(200, #"{"id":"a/../b"}"#),
        LoopbackReply(200, steps: [.bytes(Array(#"{"id":"cg"#.utf8)), .cut], framing: .length(20)),
    ])
    func anEndingThatLeavesItOpenIsUnknownAndSentOnce(reply: LoopbackReply) async throws {
        let bench = try JobBench { _ in reply }
        guard case .failure(.unknownOutcome) = await JobBench.beginning(of: try bench.video(Self.model)) else {
            throw JobBench.Unexpected()
        }
        #expect(bench.server.requests.count == 1)
    }

    // MARK: Looking

    @Test(arguments: ["queued", "running", "a word of next year's"])
    func aTaskThatIsNotDoneIsWaitedFor(status: String) async throws {
        let (bench, provider) = try bench(Self.task(status))
        guard case .success(.working(nil)) = await JobBench.look(provider, "cgt-1") else { throw JobBench.Unexpected() }
        #expect(bench.server.requests.first?.path == "/api/v3/contents/generations/tasks/cgt-1")
    }

    @Test func aVideoIsFetchedAndCostsWhatWasCounted() async throws {
        let png = try PaintBench.png()
        let bench = try JobBench { request in
            switch request.path {
            case "/film.mp4": return LoopbackReply(200, steps: [.bytes(JobBench.film)])
            case "/last.png": return LoopbackReply(200, steps: [.bytes(png)])
            default:
                let home = "http://" + (request.header("Host") ?? "")
                return .json(
                    200,
                    Self.task(
                        "succeeded",
                        more: [
                            "content": [
                                "video_url": .string(home + "/film.mp4"), "last_frame_url": .string(home + "/last.png"),
                            ],
                            "usage": ["completion_tokens": 108_900, "total_tokens": 108_900],
                        ]
                    ).text)
            }
        }
        guard case .success(.done(let result)) = await JobBench.look(try bench.video(Self.model), "cgt-1") else {
            throw JobBench.Unexpected()
        }
        #expect(result.cost == MicroDollars(272_250))
        #expect(result.seed == Seed(7))
        #expect(result.lastFrame == SourcePicture(bytes: png, mediaType: .png))
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: result.file))) == JobBench.film)
        for request in bench.server.requests where request.path != "/api/v3/contents/generations/tasks/cgt-1" {
            #expect(request.header("Authorization") == nil, "the key goes to the service alone")
        }
    }

    @Test(arguments: [
        ("OutputVideoSensitiveContentDetected", true), ("InvalidParameter", true), ("InternalServiceError", false),
    ])
    func aFailedTaskIsFreeAndSaysWhy(code: String, isFinal: Bool) async throws {
        let (_, provider) = try bench(
            Self.task("failed", more: ["error": ["code": .string(code), "message": "why"]]))
        guard case .success(.failed(let error)) = await JobBench.look(provider, "cgt-1") else {
            throw JobBench.Unexpected()
        }
        switch error {
        case .refused(let reason), .declined(let reason): #expect(isFinal && reason.contains(code))
        case .unavailable(let reason): #expect(!isFinal && reason.contains(code))
        default: throw JobBench.Unexpected()
        }
    }

    @Test(arguments: ["cancelled", "expired"])
    func aTaskThatTheServiceGaveUpMayBeBegunAgain(status: String) async throws {
        let (_, provider) = try bench(Self.task(status))
        guard case .success(.failed(.unavailable)) = await JobBench.look(provider, "cgt-1") else {
            throw JobBench.Unexpected()
        }
    }

    @Test(arguments: [LoopbackReply.hangUp, .json(500, "{}"), .json(200, "<html>"), .json(401, "{}"), .json(429, "{}")])
    func whatKeepsATaskFromBeingSeenSaysNothingAboutIt(reply: LoopbackReply) async throws {
        let bench = try JobBench { _ in reply }
        guard case .failure = await JobBench.look(try bench.video(Self.model), "cgt-1") else {
            throw JobBench.Unexpected()
        }
    }

    @Test func aTaskThatIsNotKnownAnyMoreIsUnknown() async throws {
        let (_, provider) = try bench(["error": ["code": "NotFound", "message": "gone"]], status: 404)
        guard case .success(.failed(.unknownOutcome)) = await JobBench.look(provider, "cgt-1") else {
            throw JobBench.Unexpected()
        }
    }

    @Test(arguments: [(403, true), (404, true), (500, false)])
    func anAddressThatHasExpiredIsMoneyGoneAndABusyOneIsAskedAgain(status: Int, isGone: Bool) async throws {
        let bench = try JobBench { request in
            guard request.path != "/film.mp4" else { return LoopbackReply(status, "no") }
            let home = "http://" + (request.header("Host") ?? "")
            return .json(
                200,
                Self.task(
                    "succeeded",
                    more: [
                        "content": ["video_url": .string(home + "/film.mp4")],
                        "usage": ["completion_tokens": 1_000_000],
                    ]
                ).text)
        }
        switch await JobBench.look(try bench.video(Self.model), "cgt-1") {
        case .success(.failed(.wasted(_, let cost))): #expect(isGone && cost == MicroDollars(2_500_000))
        case .failure(.unavailable): #expect(!isGone)
        default: throw JobBench.Unexpected()
        }
    }

    @Test func aVideoThatIsNoneIsMoneyGone() async throws {
        let bench = try JobBench { request in
            guard request.path != "/film.mp4" else { return LoopbackReply(200, "<html>no video</html>") }
            let home = "http://" + (request.header("Host") ?? "")
            return .json(
                200, Self.task("succeeded", more: ["content": ["video_url": .string(home + "/film.mp4")]]).text)
        }
        guard case .success(.failed(.wasted)) = await JobBench.look(try bench.video(Self.model), "cgt-1") else {
            throw JobBench.Unexpected()
        }
    }

    @Test(arguments: ["../tasks", "a b", ""])
    func aNameThatIsNoneOfTheServicesIsNotAskedFor(token: String) async throws {
        let (bench, provider) = try bench(Self.task("running"))
        _ = await JobBench.look(provider, token)
        #expect(bench.server.requests.isEmpty)
    }

    @Test func cancellingDeletesTheTask() async throws {
        let (bench, provider) = try bench([:])
        try await provider.cancel("cgt-1")
        let sent = try #require(bench.server.requests.first)
        #expect(sent.method == "DELETE" && sent.path == "/api/v3/contents/generations/tasks/cgt-1")
    }

    // MARK: Finding what was begun

    private static let moment = Timestamp(milliseconds: 1_763_700_000_000)
    private static let window = Timestamp(milliseconds: 1_763_699_940_000)...Timestamp(milliseconds: 1_763_700_240_000)

    private func found(_ tasks: [JSONValue], total: Int? = nil) async throws -> [String]? {
        let (bench, provider) = try bench(
            ["items": .array(tasks), "total": .integer(Int64(total ?? tasks.count))])
        let found = try await provider.find(JobBench.request(), begun: Self.window)
        #expect(bench.server.requests.count == 1)
        #expect(bench.server.requests.first?.query["page_size"] == "500")
        return found
    }

    @Test func theOneTaskOfTheRequestIsFound() async throws {
        let others: [JSONValue] = [
            Self.task("running", id: "cgt-seed", more: ["seed": 8]),
            Self.task("running", id: "cgt-model", more: ["model": "another"]),
            Self.task("running", id: "cgt-length", more: ["duration": 10]),
            Self.task("running", id: "cgt-lines", more: ["resolution": "1080p"]),
            Self.task("running", id: "cgt-shape", more: ["ratio": "1:1"]),
            Self.task("running", id: "cgt-tier", more: ["service_tier": "flex"]),
            Self.task("running", id: "cgt-early", more: ["created_at": 1_763_699_000]),
            Self.task("running", id: "cgt-late", more: ["created_at": 1_763_709_000]),
        ]
        #expect(try await found(others + [Self.task("queued", id: "cgt-own")]) == ["cgt-own"])
        #expect(try await found(others) == [])
    }

    @Test func twoThatFitAreBothNamed() async throws {
        #expect(try await found([Self.task("queued", id: "a"), Self.task("failed", id: "b")]) == ["a", "b"])
    }

    @Test func aListThatWasCutOffCannotSayThatThereIsNothing() async throws {
        await #expect(throws: ProviderError.self) {
            try await found([Self.task("running", id: "x", more: ["seed": 8])], total: 900)
        }
        // It reaches back before the window: what is missing is older.
        let older = Self.task("running", id: "x", more: ["created_at": 1_763_600_000])
        #expect(try await found([older], total: 900) == [])
    }
}
