import Core
import FoundationEssentials

/// The few pieces of HTML that the page is made of.
enum HTML {
    /// Foreign or own text, as content and inside quoted attributes alike.
    static func text(_ text: String, keepsLines: Bool = false, limit: Int = .max) -> String {
        var escaped = ""
        for scalar in PlainText.clean(text, keepsLines: keepsLines, limit: limit).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Foreign text whose direction of writing must not touch its surroundings.
    static func foreign(_ text: String, limit: Int = .max) -> String { "<bdi>\(self.text(text, limit: limit))</bdi>" }

    /// Content that is HTML already, linked where there is an address.
    static func link(_ content: String, to address: String?) -> String {
        address.map { "<a href=\"\(text($0))\" rel=\"noreferrer\">\(content)</a>" } ?? content
    }

    static func dataAddress(_ thumbnail: Thumbnail) -> String {
        "data:\(thumbnail.mediaType.rawValue);base64,\(Data(thumbnail.bytes).base64EncodedString())"
    }
}
