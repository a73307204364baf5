import Core
import Crypto

/// A graph in the format of the menu's "Export (API)", with placeholders where a request's own values go.
///
/// It stands in the registry entry's option `workflow`, as a mapping or as the exported text. `{prompt}`, `{negativePrompt}`,
/// `{seed}`, `{width}`, `{height}`, `{frames}`, `{fps}` and `{seconds}` are put in; one that is a whole value becomes a number.
/// `{image}`, `{image2}` and so on, `{mask}`, `{firstFrame}` and `{lastFrame}` become the names of pictures that the server is given.
struct ComfyGraph {
    let json: JSONValue
    /// The placeholders that the entry's graph has, known or not.
    let places: Set<String>

    /// Nil where the entry has no graph.
    init?(_ model: Model, values: [String: JSONValue]) {
        guard let option = model.options["workflow"] else { return nil }
        // A text that is not JSON is no graph.
        let graph = option.string.flatMap { try? JSONValue(parsing: $0) } ?? option
        guard let nodes = graph.object, !nodes.isEmpty, nodes.values.allSatisfy({ $0["class_type"] != nil }) else {
            return nil
        }
        json = Self.filled(graph, values)
        places = Self.places(in: graph)
    }

    /// A name for the run of the graph, the same for the same request: a lower-case UUID, as the server wants it.
    ///
    /// `number` tells one run of it from another after a failure.
    func name(_ number: Int) -> String {
        let hex = SHA256.digest(of: "\(number)/\(json.text)").hex
        func part(_ start: Int, _ count: Int) -> Substring { hex.dropFirst(start).prefix(count) }
        // Version 8 is for whatever a program derives by itself (RFC 9562).
        return "\(part(0, 8))-\(part(8, 4))-8\(part(13, 3))-a\(part(17, 3))-\(part(20, 12))"
    }

    /// What a request puts into a graph.
    static func values(of request: ImageRequest) -> [String: JSONValue] {
        [
            "prompt": .string(PromptText.text(of: request)),
            "negativePrompt": .string(request.negativePrompt ?? ""), "seed": .integer(Int64(request.seed.value)),
            "width": .integer(Int64(request.size.width)), "height": .integer(Int64(request.size.height)),
        ]
    }

    static func values(of request: VideoRequest) -> [String: JSONValue] {
        let seconds = (request.duration.milliseconds + 500) / 1000
        return [
            "prompt": .string(request.prompt), "negativePrompt": "", "seed": .integer(Int64(request.seed.value)),
            "width": .integer(Int64(request.size.width)), "height": .integer(Int64(request.size.height)),
            "frames": .integer(seconds * Int64(request.framesPerSecond)),
            "fps": .integer(Int64(request.framesPerSecond)), "seconds": .integer(seconds),
        ]
    }

    private static func places(in value: JSONValue) -> Set<String> {
        if let text = value.string {
            let pieces = text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
            return Set(pieces.compactMap { piece in piece.firstIndex(of: "}").map { String(piece[..<$0]) } })
        }
        let inner = value.array ?? value.object.map { Array($0.values) } ?? []
        return inner.reduce(into: []) { $0.formUnion(places(in: $1)) }
    }

    private static func filled(_ value: JSONValue, _ values: [String: JSONValue]) -> JSONValue {
        if let text = value.string {
            for (name, own) in values where text == "{\(name)}" { return own }
            // In one pass: what is put in is not looked at again, whatever a prompt says.
            var result = ""
            var rest = text[...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                let name = String(rest[rest.index(after: open)..<close])
                result += rest[..<open]
                if let own = values[name] {
                    result += own.string ?? own.text
                } else {
                    result += rest[open...close]
                }
                rest = rest[rest.index(after: close)...]
            }
            return .string(result + rest)
        }
        if let list = value.array { return .array(list.map { filled($0, values) }) }
        if let members = value.object { return .object(members.mapValues { filled($0, values) }) }
        return value
    }
}
