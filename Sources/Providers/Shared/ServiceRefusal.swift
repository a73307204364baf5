import Core
import HTTP

/// What a service says is wrong, in whichever of the usual shapes its answer has.
struct ServiceRefusal: Equatable {
    /// Its own word for it: `insufficient_quota`.
    let code: String?
    let message: String

    /// OpenAI's and Ark's `{"error": {"code", "type", "message"}}`, FastAPI's `{"detail"}`, `{"message"}`; else the bare text.
    init(_ body: [UInt8]) {
        let text = String(decoding: body.prefix(262_144), as: UTF8.self)
        let start = text.drop { $0.isWhitespace || $0 == "\u{feff}" }
        if let json = try? JSONValue(parsing: text), json.object != nil {
            self.init(json)
        } else if start.hasPrefix("<") {
            self.init(["message": "a page, not JSON"])
        } else if start.hasPrefix("{") || start.hasPrefix("[") {
            // What was meant for a program says nothing to a person, and may be a whole picture.
            self.init(["message": .string("\(body.count) bytes of JSON that say nothing about it")])
        } else {
            self.init(["message": .string(text)])
        }
    }

    /// The same of a whole answer; fal names its code in the head where the body has none.
    init(_ response: HTTPResponse) {
        let refusal = ServiceRefusal(response.body)
        code = refusal.code ?? response.headers["x-fal-error-type"]
        message = refusal.message
    }

    init(_ json: JSONValue) {
        let error = json["error"].flatMap { $0 == .null ? nil : $0 } ?? json
        let first = error["detail"]?.array?.first
        code =
            [error["code"], error["type"], error["error_type"], json["error_type"], first?["type"]].lazy
            .compactMap { $0?.string ?? $0?.integer.map(String.init) }.first { !$0.isEmpty }
        let said = ["message", "detail", "title"].lazy.compactMap { Self.words(error[$0]) }.first ?? error.string
        // AUTOMATIC1111 puts the kind of failure under `error` and what happened under `detail` or `errors`; ComfyUI what is
        // wrong with each node beside the error.
        let beside = error.string == nil ? nil : Self.words(json["detail"])
        let words = [said, beside, Self.words(json["errors"]), Self.words(ofNodes: json["node_errors"])]
            .compactMap(\.self).filter { !$0.isEmpty }
        let known: Set<String> = ["error", "errors", "message", "detail", "title", "code", "type", "error_type"]
        let names = (error.object ?? [:]).keys.filter { !known.contains($0) }.sorted().prefix(8).joined(separator: ", ")
        message =
            words.isEmpty && code == nil && !names.isEmpty ? "JSON with \(names)" : words.joined(separator: ": ")
    }

    /// Whether its moderation says it: what was asked for is the trouble, and not how.
    var isOfContent: Bool {
        let code = (code ?? "").lowercased().filter { $0 != "_" && $0 != "-" }
        return Self.contentCodes.contains { code.contains($0) }
    }

    /// Ark's `…SensitiveContentDetected…` and `…RiskDetection`, OpenAI's `moderation_blocked` and `content_policy_violation`, Azure's
    /// `content_filter`, fal's `content_policy_violation`.
    private static let contentCodes = [
        "sensitivecontent", "riskdetection", "moderation", "contentpolicy", "contentfilter", "safetyviolation",
    ]

    /// A text, or FastAPI's list of what is wrong with which field; nil for what says nothing.
    private static func words(_ json: JSONValue?) -> String? {
        if let text = json?.string { return text.isEmpty ? nil : text }
        if let list = json?.array {
            let texts = list.prefix(5).compactMap { entry -> String? in
                guard let said = entry["msg"]?.string ?? words(entry) else { return nil }
                let place = (entry["loc"]?.array ?? []).compactMap { $0.string ?? $0.integer.map(String.init) }
                return place.isEmpty ? said : "\(place.joined(separator: ".")): \(said)"
            }
            return texts.isEmpty ? nil : texts.joined(separator: "; ")
        }
        return json?.object == nil ? nil : ["message", "msg", "detail"].lazy.compactMap { words(json?[$0]) }.first
    }

    /// `CheckpointLoaderSimple: Value not in list (ckpt_name: 'x' not in […])` for each node.
    private static func words(ofNodes json: JSONValue?) -> String? {
        let nodes = (json?.object ?? [:]).sorted { $0.key < $1.key }.prefix(5).map { id, node in
            let errors = (node["errors"]?.array ?? []).prefix(3).map { error in
                (error["message"]?.string ?? "") + (words(error["details"]).map { " (\($0))" } ?? "")
            }
            return "\(node["class_type"]?.string ?? "node") \(id): \(errors.joined(separator: ", "))"
        }
        return nodes.isEmpty ? nil : nodes.joined(separator: "; ")
    }
}
