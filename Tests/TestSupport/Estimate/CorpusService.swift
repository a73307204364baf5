package import Core
import Foundation
import Synchronization

/// A loopback service of pictures, videos and text that says what each answer took, as the prices of the registry have it.
///
/// Words count a token for four bytes, pictures that go along one for 750 pixels, pictures that are made what their list price is
/// worth, videos what their pixels and frames come to.
package final class CorpusService: Sendable {
    package let server: LoopbackServer

    package struct Parts: Sendable {
        /// A picture of a size, as a PNG file; those of different numbers differ.
        package var picture: @Sendable (PixelSize, Int) -> [UInt8]
        package var size: @Sendable ([UInt8]) -> PixelSize?
        package var film: [UInt8]

        package init(
            picture: @escaping @Sendable (PixelSize, Int) -> [UInt8],
            size: @escaping @Sendable ([UInt8]) -> PixelSize?,
            film: [UInt8]
        ) {
            self.picture = picture
            self.size = size
            self.film = film
        }
    }

    package init(_ parts: Parts) throws {
        let tasks = Mutex<[String: JSONValue]>([:])
        let pictures = Atomic(0)
        server = try LoopbackServer { request in
            let home = "http://" + (request.header("Host") ?? "")
            let number = pictures.add(1, ordering: .relaxed).newValue
            let body = (try? JSONValue(parsing: request.text)) ?? .null
            switch (request.method, request.path) {
            case ("POST", "/v1/images/generations"): return Self.picture(body, [], parts, number)
            case ("POST", "/v1/images/edits"):
                guard let form = MultipartForm(request) else { return .json(400, "{}") }
                let fields = JSONValue.object(form.fields.mapValues(JSONValue.string))
                return Self.picture(fields, form.files.compactMap { parts.size($0.content) }, parts, number)
            case ("POST", "/api/v3/images/generations"): return Self.seedream(body, parts, number)
            case ("POST", "/v1/chat/completions"): return Self.text(body, parts)
            case ("POST", "/api/v3/contents/generations/tasks"):
                let id = tasks.withLock { tasks in
                    let id = "cgt-\(tasks.count + 1)"
                    tasks[id] = body
                    return id
                }
                return .json(200, JSONValue.object(["id": .string(id)]).text)
            case ("GET", "/film.mp4"): return LoopbackReply(200, steps: [.bytes(parts.film)])
            case ("GET", let path):
                let id = String(path.split(separator: "/").last ?? "")
                guard let task = tasks.withLock({ $0[id] }) else { return .json(404, "{}") }
                return .json(200, Self.film(task, id, home).text)
            default: return .json(404, "{}")
            }
        }
    }

    /// The pixels of a picture, three bytes each: blocks of colours that the number decides, so that no two of a brief are alike.
    package static func pixels(_ size: PixelSize, _ number: Int) -> [UInt8] {
        var bits = SplitMix64(seed: UInt64(number))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size.pixels * 3)
        for row in 0..<8 {
            var line: [UInt8] = []
            for column in 0..<8 {
                let colour = bits.next()
                let block = [UInt8(truncatingIfNeeded: colour), UInt8(truncatingIfNeeded: colour >> 8), 90]
                for _ in size.width * column / 8..<size.width * (column + 1) / 8 { line += block }
            }
            for _ in size.height * row / 8..<size.height * (row + 1) / 8 { pixels += line }
        }
        return pixels
    }

    /// A short video; nothing where `ffmpeg` is missing.
    package static func film() async throws -> [UInt8] {
        guard Clips.isThere else { return [] }
        let folder = try TemporaryFolder()
        try await Clips.make("testsrc2=size=320x180:rate=24:duration=2", at: folder.path("film.mp4"))
        return [UInt8](try Data(contentsOf: URL(filePath: folder.path("film.mp4"))))
    }

    private static func tokens(_ bytes: Int) -> Int { (bytes + 3) / 4 }
    private static func tokens(of picture: PixelSize) -> Int { picture.pixels / 750 }

    /// GPT Image: text and pictures in, the list price's worth of tokens out, at 30 dollars a million.
    private static func picture(
        _ asked: JSONValue, _ given: [PixelSize], _ parts: Parts, _ number: Int
    ) -> LoopbackReply {
        guard let size = asked["size"]?.string.flatMap({ PixelSize($0) }) else { return .json(400, "{}") }
        let square = ["low": 200, "medium": 1767, "high": 7033]
        let other = ["low": 167, "medium": 1367, "high": 5500]
        let quality = asked["quality"]?.string ?? "medium"
        let made = (size.width == size.height ? square : other)[quality] ?? 0
        let input = tokens(asked["prompt"]?.string?.utf8.count ?? 0) + given.reduce(0) { $0 + tokens(of: $1) }
        let picture = parts.picture(size, number)
        let answer: JSONValue = [
            "created": 1, "data": [["b64_json": .string(Data(picture).base64EncodedString())]],
            "usage": [
                "input_tokens": .integer(Int64(input)), "output_tokens": .integer(Int64(made)),
                "total_tokens": .integer(Int64(input + made)),
            ],
        ]
        return .json(200, answer.text)
    }

    /// Seedream counts pictures.
    ///
    /// What it makes is smaller here than was asked for, as nobody looks at it.
    private static func seedream(_ asked: JSONValue, _ parts: Parts, _ number: Int) -> LoopbackReply {
        let picture = parts.picture(PixelSize(width: 256, height: 256), number)
        let answer: JSONValue = [
            "model": asked["model"] ?? .null, "created": 1,
            "data": [["b64_json": .string(Data(picture).base64EncodedString()), "size": "256x256"]],
            "usage": ["generated_images": 1, "output_tokens": 16384, "total_tokens": 16384],
        ]
        return .json(200, answer.text)
    }

    private static func text(_ asked: JSONValue, _ parts: Parts) -> LoopbackReply {
        var bytes = asked["response_format"]?["json_schema"]?["schema"]?.text.utf8.count ?? 0
        var input = 0
        for message in asked["messages"]?.array ?? [] {
            let content = message["content"] ?? .null
            for part in content.array ?? [["type": "text", "text": content]] {
                if let text = part["text"]?.string { bytes += text.utf8.count }
                guard let address = part["image_url"]?["url"]?.string,
                    let data = Data(base64Encoded: String(address.split(separator: ",").last ?? ""))
                else { continue }
                input += parts.size(Array(data)).map(tokens) ?? 0
            }
        }
        input += tokens(bytes)
        let isJudge = asked["model"]?.string == "eyes-1"
        let said = isJudge ? judgement : rewritten
        let output = tokens(said.utf8.count)
        let answer: JSONValue = [
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": asked["model"] ?? .null,
            "choices": [
                [
                    "index": 0, "finish_reason": "stop",
                    "message": ["role": "assistant", "content": .string(said), "refusal": .null],
                ]
            ],
            "usage": [
                "prompt_tokens": .integer(Int64(input)), "completion_tokens": .integer(Int64(output)),
                "total_tokens": .integer(Int64(input + output)),
            ],
        ]
        return .json(200, answer.text)
    }

    /// As long as the templates ask for: some ninety words.
    private static let rewritten = JSONValue.object([
        "prompt": """
        A red fishing boat with a white wheelhouse leaves a small harbour at dawn, seen from the end of the stone pier at eye level, \
        slightly from behind. Low golden light comes in from the left, long shadows lie over wet granite, thin mist hangs above calm \
        green water. Nets and blue crates are stacked at the stern, a coiled rope and a rusty lamp stand in the foreground. Gulls \
        circle above the mast. The houses on the far side are pale and out of focus. The mood is quiet and expectant, with fine \
        detail in the planks, the peeling paint and the ripples behind the keel.
        """
    ]).text

    /// A sentence of some fifteen words for each criterion of the shipped rubric.
    private static let judgement: String = {
        let evidence = "The red boat stands to the left of the pier, whole and sharp, with nothing added to it."
        let names = ["adherence", "composition", "textLegibility", "anatomy", "artefacts"]
        let members = names.map { ($0, ["evidence": .string(evidence), "score": 96] as JSONValue) }
        return JSONValue.object(Dictionary(uniqueKeysWithValues: members)).text
    }()

    private static func film(_ task: JSONValue, _ id: String, _ home: String) -> JSONValue {
        let sizes = [
            "480p": PixelSize(width: 864, height: 480), "720p": PixelSize(width: 1248, height: 704),
            "1080p": PixelSize(width: 1920, height: 1088),
        ]
        let size = sizes[task["resolution"]?.string ?? ""] ?? PixelSize(width: 1248, height: 704)
        let seconds = task["duration"]?.integer ?? 5
        let count = JSONValue.integer(Int64(size.pixels * 24 * seconds / 1024))
        var members: [String: JSONValue] = [
            "id": .string(id), "status": "succeeded", "created_at": 1_763_700_000,
            "content": ["video_url": .string(home + "/film.mp4")],
            "usage": ["completion_tokens": count, "total_tokens": count],
        ]
        for name in ["model", "seed", "resolution", "ratio", "duration"] { members[name] = task[name] }
        return .object(members)
    }
}
