import Core
import Foundation
import Providers
import Synchronization
import TestSupport
import Testing

/// A ComfyUI server: queue, history, view.
@Suite struct ComfyTests {
    private static let graph: JSONValue = [
        "3": ["class_type": "KSampler", "inputs": ["seed": "{seed}", "width": "{width}", "model": ["4", 0]]],
        "6": ["class_type": "CLIPTextEncode", "inputs": ["text": "masterpiece, {prompt}"]],
    ]
    private static let model = Model(
        name: "comfy", provider: "comfyui", id: "comfy", takesSeed: true, price: ModelPrice(otherImages: .zero),
        options: ["workflow": graph])

    /// What the server holds: names in its queue, and ended runs.
    private final class Store: Sendable {
        let queue = Mutex<[String]>([])
        let history = Mutex<[String: JSONValue]>([:])
        /// By the names that the server gave them.
        let uploads = Mutex<[String: [UInt8]]>([:])
        /// What it does with a name that it has: another one is given, as servers do that heed no `overwrite`.
        let suffix: String
        let folder: String

        init(suffix: String = "", folder: String = "") { (self.suffix, self.folder) = (suffix, folder) }

        func upload(_ request: LoopbackRequest) -> LoopbackReply {
            guard let form = MultipartForm(request), let file = form.files.first, file.name == "image",
                form.fields == ["type": "input", "overwrite": "true"]
            else { return .json(400, "{}") }
            let name = file.fileName.replacing(".", with: suffix + ".")
            uploads.withLock { $0[name] = file.content }
            return .json(
                200, JSONValue.object(["name": .string(name), "subfolder": .string(folder), "type": "input"]).text)
        }
    }

    private func bench(_ store: Store, made: [UInt8] = []) throws -> JobBench {
        try JobBench { request in
            switch (request.method, request.path) {
            case ("GET", "/queue"):
                let running: [JSONValue] = store.queue.withLock { $0.map { [1, .string($0), [:], [:], []] } }
                return .json(200, JSONValue.object(["queue_running": .array(running), "queue_pending": []]).text)
            case ("POST", "/prompt"):
                guard let name = (try? JSONValue(parsing: request.text))?["prompt_id"]?.string else { return .hangUp }
                store.queue.withLock { $0.append(name) }
                return .json(200, JSONValue.object(["prompt_id": .string(name), "number": 1, "node_errors": [:]]).text)
            case ("GET", let path) where path.hasPrefix("/history/"):
                let name = String(path.dropFirst(9))
                return .json(200, JSONValue.object(store.history.withLock { $0[name].map { [name: $0] } ?? [:] }).text)
            case ("POST", "/upload/image"): return store.upload(request)
            case ("GET", "/view"): return LoopbackReply(200, steps: [.bytes(made)])
            default: return .json(200, "{}")
            }
        }
    }

    private static let success: JSONValue = [
        "status": ["status_str": "success", "completed": true, "messages": []],
        "outputs": [
            "8": ["images": [["filename": "preview.png", "subfolder": "", "type": "temp"]]],
            "9": ["images": [["filename": "a b_00001_.png", "subfolder": "x&y", "type": "output"]]],
        ],
    ]

    private func end(_ store: Store, as entry: JSONValue) throws {
        let name = try #require(store.queue.withLock { $0.isEmpty ? nil : $0.removeFirst() })
        store.history.withLock { $0[name] = entry }
    }

    @Test func aGraphIsFilledInRunAndItsPictureTaken() async throws {
        let store = Store()
        let png = try PaintBench.png()
        let bench = try bench(store, made: png)
        let provider = try bench.image(Self.model)
        let token = try await provider.begin(PaintBench.request())
        let posted = try #require(bench.server.requests.first { $0.path == "/prompt" })
        let body = try JSONValue(parsing: posted.text)
        #expect(body["prompt"]?["3"]?["inputs"]?["seed"] == 7)
        #expect(body["prompt"]?["3"]?["inputs"]?["width"] == 96)
        #expect(body["prompt"]?["3"]?["inputs"]?["model"] == ["4", 0])
        #expect(body["prompt"]?["6"]?["inputs"]?["text"]?.string?.hasPrefix("masterpiece, A red boat") == true)
        #expect(UUID(uuidString: token) != nil && token == token.lowercased())
        guard case .working = try await provider.look(at: token) else { throw JobBench.Unexpected() }
        try end(store, as: Self.success)
        guard case .done(let result) = try await provider.look(at: token) else { throw JobBench.Unexpected() }
        #expect(result.mediaType == .png)
        let view = try #require(bench.server.requests.last)
        #expect(view.query == ["filename": "a b_00001_.png", "subfolder": "x&y", "type": "output"])
    }

    @Test func beginningAgainFindsTheRunThatThereIs() async throws {
        let store = Store()
        let bench = try bench(store)
        let provider = try bench.image(Self.model)
        let first = try await provider.begin(PaintBench.request())
        #expect(try await provider.begin(PaintBench.request()) == first)
        try end(store, as: Self.success)
        #expect(try await provider.begin(PaintBench.request()) == first)
        #expect(bench.server.requests.count { $0.path == "/prompt" } == 1)
        #expect(try await provider.begin(PaintBench.request(seed: 8)) != first)
    }

    @Test func aRunThatFailedIsRunAnewUnderAnotherName() async throws {
        let store = Store()
        let provider = try bench(store).image(Self.model)
        let first = try await provider.begin(PaintBench.request())
        try end(
            store,
            as: [
                "status": [
                    "status_str": "error",
                    "messages": [
                        ["execution_error", ["node_type": "KSampler", "exception_message": "out of memory"]]
                    ],
                ], "outputs": [:],
            ])
        #expect(
            try await provider.look(at: first) == .failed(.unavailable(reason: "KSampler: out of memory")))
        #expect(try await provider.begin(PaintBench.request()) != first)
    }

    @Test func aRunThatTheServerHasForgottenIsMadeAgain() async throws {
        let store = Store()
        let provider = try bench(store).image(Self.model)
        let token = try await provider.begin(PaintBench.request())
        store.queue.withLock { $0.removeAll() }
        guard case .failed(.unavailable) = try await provider.look(at: token) else { throw JobBench.Unexpected() }
    }

    /// Words are put into a graph as words, whatever they look like.
    @Test func aPromptFillsInNothing() async throws {
        let bench = try bench(Store())
        let hostile = ImageRequest(
            prompt: #"{seed}", "9": {"class_type": "SaveImage"}"#, size: PixelSize(width: 64, height: 64), format: .png,
            seed: Seed(3) ?? Seed(hashing: ""))
        _ = try await bench.image(Self.model).begin(hostile)
        let body = try JSONValue(parsing: try #require(bench.server.requests.first { $0.path == "/prompt" }).text)
        #expect(
            body["prompt"]?["6"]?["inputs"]?["text"]?.string
                == #"masterpiece, {seed}", "9": {"class_type": "SaveImage"}"#)
        #expect(body["prompt"]?.object?.count == 2)
    }

    // MARK: Pictures that are given to it

    private static let editor = Model(
        name: "editor", provider: "comfyui", id: "editor", abilities: [.edit, .mask], takesSeed: true,
        price: ModelPrice(otherImages: .zero),
        options: [
            "workflow": [
                "1": ["class_type": "LoadImage", "inputs": ["image": "{image}"]],
                "2": ["class_type": "LoadImageMask", "inputs": ["image": "{mask}", "channel": "alpha"]],
                "3": ["class_type": "KSampler", "inputs": ["seed": "{seed}"]],
            ]
        ])

    private static func edit(_ bytes: [UInt8] = [1, 2, 3]) throws -> ImageRequest {
        PaintBench.request(
            references: [SourcePicture(bytes: bytes, mediaType: .png)], mask: try PaintBench.mask(side: 8))
    }

    @Test(arguments: [("", ""), (" (1)", ""), ("", "clips")])
    func picturesAreUploadedAndTheServersOwnNamesPutIn(suffix: String, folder: String) async throws {
        let store = Store(suffix: suffix, folder: folder)
        let bench = try bench(store)
        _ = try await bench.image(Self.editor).begin(Self.edit())
        let posted = try #require(bench.server.requests.first { $0.path == "/prompt" })
        let graph = try #require(try JSONValue(parsing: posted.text)["prompt"])
        let start = folder.isEmpty ? "" : folder + "/"
        func given(_ node: String) throws -> [UInt8] {
            let name = try #require(graph[node]?["inputs"]?["image"]?.string)
            #expect(name.hasPrefix(start) && name.hasSuffix(suffix + ".png"))
            return try #require(store.uploads.withLock { $0[String(name.dropFirst(start.count))] })
        }
        #expect(try given("1") == [1, 2, 3])
        #expect(try given("2") == PaintBench.mask(side: 8).bytes)
        #expect(bench.server.requests.map(\.path).last == "/prompt", "the pictures are there before the run begins")
    }

    /// Its name comes from the request, not from what the server calls the pictures.
    @Test func beginningAgainWithTheSamePicturesUploadsNothing() async throws {
        let store = Store(suffix: " (1)")
        let bench = try bench(store)
        let provider = try bench.image(Self.editor)
        let first = try await provider.begin(Self.edit())
        #expect(bench.server.requests.count { $0.path == "/upload/image" } == 2)
        #expect(try await provider.begin(Self.edit()) == first)
        let window = Timestamp(milliseconds: 0)...Timestamp(milliseconds: 1)
        #expect(try await provider.find(Self.edit(), begun: window) == [first])
        #expect(bench.server.requests.count { $0.path == "/upload/image" } == 2)
        #expect(try await provider.begin(Self.edit([4])) != first, "another picture is another run")
    }

    @Test func aVideosFramesHavePlacesOfTheirOwn() async throws {
        let model = Model(
            name: "f", provider: "comfyui", id: "f", abilities: [.video],
            price: ModelPrice(video: .perSecond([1: .zero])),
            options: [
                "workflow": ["1": ["class_type": "A", "inputs": ["start": "{firstFrame}", "end": "{lastFrame}"]]]
            ])
        let store = Store()
        let bench = try bench(store)
        let (first, last) = (SourcePicture(bytes: [1], mediaType: .png), SourcePicture(bytes: [2], mediaType: .jpeg))
        _ = try await bench.video(model).begin(JobBench.request(first: first, last: last))
        let posted = try #require(bench.server.requests.first { $0.path == "/prompt" })
        let inputs = try #require(try JSONValue(parsing: posted.text)["prompt"]?["1"]?["inputs"])
        let uploads = store.uploads.withLock { $0 }
        #expect(uploads[inputs["start"]?.string ?? ""] == [1] && uploads[inputs["end"]?.string ?? ""] == [2])
        #expect(inputs["end"]?.string?.hasSuffix(".jpg") == true)
    }

    /// A graph that would silently do without a picture, or run with the word in the braces, is not run.
    @Test func picturesAndPlacesMustAgree() async throws {
        let bench = try bench(Store())
        func reason(_ model: Model, _ request: ImageRequest) async throws -> String {
            let provider = try bench.image(model)
            let error = await #expect(throws: ProviderError.self) { try await provider.begin(request) }
            guard case .refused(let reason) = error else { throw JobBench.Unexpected() }
            return reason
        }
        let picture = SourcePicture(bytes: [1], mediaType: .png)
        #expect(try await reason(Self.model, PaintBench.request(references: [picture])).contains("'{image}'"))
        #expect(try await reason(Self.editor, PaintBench.request(references: [picture])).contains("'{mask}'"))
        let two = PaintBench.request(references: [picture, picture], mask: picture)
        #expect(try await reason(Self.editor, two).contains("'{image2}'"))
        #expect(bench.server.requests.isEmpty)
    }

    @Test(arguments: [LoopbackReply.json(200, "{}"), .json(500, "{}"), .hangUp, .json(200, "<html>")])
    func whereAPictureIsNotTakenNothingIsBegun(reply: LoopbackReply) async throws {
        let bench = try JobBench { request in
            request.path == "/upload/image" ? reply : .json(200, "{}")
        }
        let provider = try bench.image(Self.editor)
        await #expect(throws: ProviderError.self) { try await provider.begin(Self.edit()) }
        #expect(!bench.server.requests.contains { $0.path == "/prompt" })
    }

    @Test func cancellingNamesTheRun() async throws {
        let bench = try bench(Store())
        let name = "01234567-89ab-8def-a123-456789abcdef"
        try await bench.image(Self.model).cancel(name)
        #expect(bench.server.requests.map(\.path) == ["/queue", "/interrupt"])
        #expect(bench.server.requests.allSatisfy { $0.text.contains(name) })
    }

    @Test func anEntryWithoutAGraphIsRefused() async throws {
        let plain = Model(name: "c", provider: "comfyui", id: "c", price: ModelPrice(otherImages: .zero))
        let provider = try bench(Store()).image(plain)
        await #expect(throws: ProviderError.self) { try await provider.begin(PaintBench.request()) }
    }
}
