import Core

/// What a service says is wrong, in whichever of the usual shapes its answer has.
struct ServiceRefusal: Equatable {
    /// Its own word for it: `insufficient_quota`.
    let code: String?
    let message: String

    /// OpenAI's and Ark's `{"error": {"code", "type", "message"}}`, FastAPI's `{"detail"}`, `{"message"}`; else the bare text.
    init(_ body: [UInt8]) {
        let text = String(decoding: body.prefix(65_536), as: UTF8.self)
        // Not JSON: then the text itself says it, unless it is a page.
        self.init(
            (try? JSONValue(parsing: text)) ?? ["message": .string(text.hasPrefix("<") ? "a page, not JSON" : text)])
    }

    init(_ json: JSONValue) {
        let error = json["error"] ?? json
        code =
            ["code", "type", "error_type"].lazy.compactMap { error[$0]?.string ?? error[$0]?.integer.map(String.init) }
            .first
        message = ["message", "detail", "title"].lazy.compactMap { error[$0]?.string }.first ?? error.string ?? ""
    }
}
