import Core
import Resources

/// What an issue says for one field, before it is understood.
struct RawAnswer {
    enum Content {
        /// The text under a heading, unwrapped from a fence, not trimmed to nothing.
        case text(String)
        case yaml(YAMLNode)
    }

    let content: Content

    /// The answer as one text; nil where a list or mapping stands.
    var text: String? {
        switch content {
        case .text(let text): text
        case .yaml(let node): node.text
        }
    }

    /// The answer as a list: of a sequence, or of a text cut at lines, semicolons and, where asked, commas.
    func list(cutAtCommas: Bool = true) -> [String]? {
        switch content {
        case .text(let text): return Self.cut(text, atCommas: cutAtCommas)
        case .yaml(let node):
            if let text = node.text { return Self.cut(text, atCommas: cutAtCommas) }
            return node.elements?.map { $0.text ?? "" }
        }
    }

    /// What a problem shows.
    var shown: String {
        switch content {
        case .text(let text): text
        case .yaml(let node): node.text ?? node.json.text
        }
    }

    private static func cut(_ text: String, atCommas: Bool) -> [String] {
        text.split { $0.isNewline || $0 == ";" || $0 == "；" || atCommas && ($0 == "," || $0 == "，" || $0 == "、") }
            .map { AnswerText.withoutBullet(String($0)).trimmed }
            .filter { !$0.isEmpty }
    }
}
