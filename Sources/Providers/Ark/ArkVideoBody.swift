import Core

/// What Seedance is asked for: `POST /contents/generations/tasks`.
struct ArkVideoBody {
    let resolution: String
    /// Nil where the shape is that of the first frame.
    let ratio: String?
    let seconds: Int
    let seed: Seed?
    let draft: VideoDraft?
    private let content: [JSONValue]
    private let options: [String: JSONValue]
    private let model: Model
    private let request: VideoRequest

    init(_ request: VideoRequest, for model: Model) {
        self.request = request
        self.model = model
        draft = request.draft
        resolution = request.draft == .small ? "480p" : Self.resolution(of: request.size)
        ratio = request.firstFrame == nil ? Self.ratio(of: request.size) : nil
        seconds = Int((request.duration.milliseconds + 500) / 1000)
        seed = model.takesSeed ? request.seed : nil
        options = model.options
        if case .whole(let token) = request.draft {
            self.content = [["type": "draft_task", "draft_task": ["id": .string(token)]]]
            return
        }
        var content: [JSONValue] = [["type": "text", "text": .string(Self.words(request.prompt))]]
        if let first = request.firstFrame {
            content.append(Self.part(first, "first_frame"))
            if let last = request.lastFrame { content.append(Self.part(last, "last_frame")) }
        } else {
            // The ways to begin are exclusive: a clip starts from a frame or goes by pictures, never both.
            content += request.references.map { Self.part($0, "reference_image") }
        }
        self.content = content
    }

    /// The registry's own fields go first, so that none of them can change what is asked for.
    var json: JSONValue {
        var members = options
        members["model"] = .string(model.id)
        members["content"] = .array(content)
        members["resolution"] = .string(resolution)
        members["watermark"] = false
        if case .whole = draft {
            // What the draft has settled is not said again, and might contradict it.
            for name in ["draft", "generate_audio", "camera_fixed"] { members[name] = nil }
        } else {
            members["ratio"] = ratio.map(JSONValue.string)
            members["duration"] = .integer(Int64(seconds))
            members["seed"] = seed.map { .integer(Int64($0.value)) }
            if members["generate_audio"] != nil { members["generate_audio"] = .bool(request.hasSound) }
            if draft == .small { members["draft"] = true }
        }
        if request.wantsLastFrame { members["return_last_frame"] = true }
        // An option that is null takes a field away that a service does not know.
        return .object(members.filter { $0.value != .null })
    }

    private static func part(_ picture: SourcePicture, _ role: String) -> JSONValue {
        ["type": "image_url", "image_url": ["url": .string(picture.inlineAddress)], "role": .string(role)]
    }

    /// The prompt without what Ark would read as options: ` --dur 12` would change what is billed.
    static func words(_ prompt: String) -> String {
        let lines = prompt.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var kept: [Substring] = []
            var drops = false
            for word in line.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace) {
                let isOption = word.hasPrefix("--") && word.dropFirst(2).first?.isLetter == true
                if isOption {
                    drops = !word.contains("=")
                } else if drops, !word.isEmpty {
                    // The option's own value goes with it.
                    drops = false
                } else {
                    kept.append(word)
                }
            }
            return kept.joined(separator: " ")
        }
        return lines.joined(separator: "\n")
    }

    /// The nearest in area: `720p` is 1280×720 and 960×960 alike.
    static func resolution(of size: PixelSize) -> String {
        let areas = [("480p", 864 * 480), ("720p", 1280 * 720), ("1080p", 1920 * 1080), ("4k", 3840 * 2160)]
        func distance(_ area: Int) -> Double {
            max(Double(area), Double(size.pixels)) / min(Double(area), Double(size.pixels))
        }
        return areas.min { distance($0.1) < distance($1.1) }?.0 ?? "720p"
    }

    static func ratio(of size: PixelSize) -> String {
        let shapes = [
            ("16:9", 16.0 / 9), ("4:3", 4.0 / 3), ("1:1", 1), ("3:4", 0.75), ("9:16", 9.0 / 16), ("21:9", 21.0 / 9),
        ]
        let shape = Double(size.width) / Double(size.height)
        return shapes.min { max($0.1 / shape, shape / $0.1) < max($1.1 / shape, shape / $1.1) }?.0 ?? "16:9"
    }
}
