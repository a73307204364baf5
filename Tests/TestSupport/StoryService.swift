package import Core
import Foundation
import Synchronization

/// A loopback service that speaks Ark's wire format for text, pictures and videos, and keeps what it was sent.
package final class StoryService: Sendable {
    package let server: LoopbackServer
    private let log = Log()

    /// What it does when it is asked.
    package struct Script: Sendable {
        /// The answer to a question; nil: the service is down.
        package var story: String? = nil
        /// The answer to every further question; nil: the same.
        package var retold: String? = nil
        /// The bytes of each picture in turn, made of the number of those before it.
        package var picture: @Sendable (Int) -> [UInt8] = { _ in [] }
        package var film: [UInt8] = []
        /// The last frame of each video in turn.
        package var lastFrame: @Sendable (Int) -> [UInt8] = { _ in [] }
        /// Whether a picture is refused for what its prompt says.
        package var refuses: @Sendable (String) -> Bool = { _ in false }
        /// The call for a picture, from 1, whose answer is never sent, though the picture is made.
        package var cutsPicture: Int? = nil
        /// Whether a video fails at the service.
        package var failsVideo: @Sendable (String) -> Bool = { _ in false }

        /// What stands before each request, and may keep it from being answered.
        package var pass: @Sendable (LoopbackRequest, @Sendable () async -> LoopbackReply) async -> LoopbackReply = {
            await $1()
        }

        package init() {}
    }

    private final class Log: Sendable {
        struct State {
            var questions: [JSONValue] = []
            var pictures: [JSONValue] = []
            var videos: [JSONValue] = []
            var made = 0
        }
        let state = Mutex(State())
    }

    /// The bodies of the calls, in order.
    package var questions: [JSONValue] { log.state.withLock { $0.questions } }
    package var pictures: [JSONValue] { log.state.withLock { $0.pictures } }
    package var videos: [JSONValue] { log.state.withLock { $0.videos } }

    package init(_ script: Script) throws {
        let log = log
        server = try LoopbackServer { request in
            await script.pass(request) { Self.reply(to: request, script, log) }
        }
    }

    private static func reply(to request: LoopbackRequest, _ script: Script, _ log: Log) -> LoopbackReply {
        let home = "http://" + (request.header("Host") ?? "")
        let tasks = "/api/v3/contents/generations/tasks"
        let body = (try? JSONValue(parsing: request.text)) ?? .null
        switch (request.method, request.path) {
        case ("POST", "/api/v3/chat/completions"):
            let isFirst = log.state.withLock { state in
                state.questions.append(body)
                return state.questions.count == 1
            }
            guard let story = isFirst ? script.story : script.retold ?? script.story else {
                return .json(404, #"{"error": {"code": "NotFound"}}"#)
            }
            return .json(200, Self.answer(story).text)
        case ("POST", "/api/v3/images/generations"):
            let (first, call) = log.state.withLock { state in
                state.pictures.append(body)
                let first = state.made
                state.made += Self.count(of: body)
                return (first, state.pictures.count)
            }
            if script.refuses(body["prompt"]?.string ?? "") {
                return .json(
                    400, #"{"error": {"code": "InputTextSensitiveContentDetected", "message": "a real person"}}"#)
            }
            if script.cutsPicture == call { return .hangUp }
            let entries = (first..<first + Self.count(of: body)).map { number -> JSONValue in
                ["url": .string("\(home)/picture/\(number)")]
            }
            return .json(200, JSONValue.object(["data": .array(entries)]).text)
        case ("POST", tasks):
            let id = log.state.withLock { state in
                state.videos.append(body)
                return "cgt-\(state.videos.count)"
            }
            return .json(200, JSONValue.object(["id": .string(id)]).text)
        case ("GET", tasks):
            let videos = log.state.withLock { $0.videos }
            let items = videos.enumerated().map { task($0 + 1, $1, home, fails: script.failsVideo(words(of: $1))) }
            return .json(200, JSONValue.object(["items": .array(items), "total": .integer(Int64(items.count))]).text)
        case ("GET", let path) where path.hasPrefix("/picture/"):
            return LoopbackReply(200, steps: [.bytes(script.picture(Int(path.dropFirst(9)) ?? 0))])
        case ("GET", let path) where path.hasPrefix("/frame/"):
            return LoopbackReply(200, steps: [.bytes(script.lastFrame(Int(path.dropFirst(7)) ?? 0))])
        case ("GET", "/film.mp4"): return LoopbackReply(200, steps: [.bytes(script.film)])
        case ("GET", let path) where path.hasPrefix(tasks + "/cgt-"):
            let number = Int(path.dropFirst(tasks.count + 5)) ?? 0
            let body = log.state.withLock { state in
                state.videos.indices.contains(number - 1) ? state.videos[number - 1] : .null
            }
            return .json(200, Self.task(number, body, home, fails: script.failsVideo(Self.words(of: body))).text)
        case ("DELETE", _): return .json(200, "{}")
        default: return .json(404, "{}")
        }
    }

    /// The text of a video's request.
    package static func words(of body: JSONValue) -> String {
        body["content"]?.array?.lazy.compactMap { $0["text"]?.string }.first ?? ""
    }

    /// The bytes of a picture that a video's request brings along, by its role; nil where there is none.
    package static func pictures(of body: JSONValue, as role: String) -> [[UInt8]] {
        (body["content"]?.array ?? []).filter { $0["role"]?.string == role }
            .compactMap { $0["image_url"]?["url"]?.string.flatMap(bytes) }
    }

    /// The pictures that go along with a picture's request.
    package static func references(of body: JSONValue) -> [[UInt8]] {
        let all = body["image"]?.array ?? [body["image"]].compactMap(\.self)
        return all.compactMap { $0.string.flatMap(bytes) }
    }

    private static func bytes(_ address: String) -> [UInt8]? {
        address.split(separator: ",").last.flatMap { Data(base64Encoded: String($0)) }.map { [UInt8]($0) }
    }

    private static func count(of body: JSONValue) -> Int {
        body["sequential_image_generation_options"]?["max_images"]?.integer ?? 1
    }

    private static func answer(_ text: String) -> JSONValue {
        [
            "choices": [["finish_reason": "stop", "message": ["role": "assistant", "content": .string(text)]]],
            "usage": ["prompt_tokens": 500, "completion_tokens": 400],
        ]
    }

    private static func task(_ number: Int, _ body: JSONValue, _ home: String, fails: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string("cgt-\(number)"), "created_at": .integer(Int64(Date().timeIntervalSince1970)),
            "service_tier": "default", "status": fails ? "failed" : "succeeded",
        ]
        for name in ["model", "seed", "resolution", "ratio", "duration"] { members[name] = body[name] }
        if fails {
            members["error"] = ["code": "OutputVideoSensitiveContentDetected", "message": "not this"]
        } else {
            members["content"] = [
                "video_url": .string(home + "/film.mp4"), "last_frame_url": .string("\(home)/frame/\(number)"),
            ]
            members["usage"] = ["completion_tokens": 100_000, "total_tokens": 100_000]
        }
        return .object(members)
    }
}
