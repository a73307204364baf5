import Core
import FoundationEssentials
import HTTP

/// What GitHub says of a call that it did not carry out: `message`, and for a 422 the `errors` behind it.
struct GitHubRefusal {
    let message: String
    let isJSON: Bool
    let contentType: String

    init(_ response: HTTPResponse) {
        contentType = response.headers["content-type"].map { Self.printable($0, limit: 60) } ?? "no type"
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(response.body)),  // Nil says the same.
            let text = value["message"]?.string
        else {
            message = "no reason was given"
            isJSON = false
            return
        }
        isJSON = true
        let details = (value["errors"]?.array ?? []).compactMap(Self.detail)
        message = Self.printable(([text] + details).joined(separator: "; "), limit: 500)
    }

    private static func detail(_ error: JSONValue) -> String? {
        if let text = error.string ?? error["message"]?.string { return text }
        let words = [error["resource"], error["field"], error["code"]].compactMap { $0?.string }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// One line without control characters: the text goes to terminals and comments.
    private static func printable(_ text: String, limit: Int) -> String {
        String(text.unicodeScalars.prefix(limit).map { $0.value < 0x20 || $0.value == 0x7f ? " " : Character($0) })
    }
}
