package import Core
import Resources

/// The list of a batch that stands in a file beside its issue: JSON, YAML or CSV.
package struct BatchFile: Hashable, Sendable {
    /// As the issue names it, which is how problems call it.
    package let path: String
    package let text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Of a file's text; as much as a document in YAML may have.
    package static let longestText = 1 << 20

    /// The file that an issue names under Items instead of listing them; nil where it lists them, or names none.
    package static func path(in issue: Issue) -> String? {
        guard let answer = IssueAnswers(title: issue.title, body: issue.body).answers[.items] else { return nil }
        return path(in: answer)
    }

    /// Whether a file's ending tells how a list in it is read.
    package static func isOne(_ path: String) -> Bool { Format(path: path) != nil }

    /// One line that is nothing but a path, bare, in backticks or as a link's text, with an ending that tells a list.
    static func path(in answer: RawAnswer) -> String? {
        guard let text = answer.text?.trimmed, !text.contains(where: \.isNewline) else { return nil }
        var word = AnswerText.withoutBullet(text)
        if word.hasPrefix("["), let end = word.firstIndex(of: "]") { word = String(word[..<end].dropFirst()) }
        word = word.filter { $0 != "`" }.trimmed
        if word.hasPrefix("./") { word = String(word.dropFirst(2)) }
        return Format(path: word) == nil || word.contains(" ") ? nil : word
    }

    /// The entries, each a text or a mapping; throws where the file can't be read as what its name says.
    func entries() throws(ResourceError) -> [YAMLNode] {
        switch Format(path: path) {
        case .table(let separator): return try CSVTable(text, separator: separator, file: path).rows
        case .document, nil:
            // JSON is YAML, and so a place in it can be told as well.
            let document = try YAMLDocument.parse(text, file: path)
            if let elements = document.elements { return elements }
            for key in ["items", "tasks", "prompts"] {
                if let elements = document[key]?.elements { return elements }
            }
            throw ResourceError(
                file: path, line: document.mark.line, column: document.mark.column,
                message: "It holds \(document.kind), not a list.", hint: "Write a list, or one under 'items'.")
        }
    }

    private enum Format {
        case document
        case table(separator: Character)

        init?(path: String) {
            guard let dot = path.lastIndex(of: ".") else { return nil }
            switch path[dot...].lowercased() {
            case ".json", ".yml", ".yaml": self = .document
            case ".csv": self = .table(separator: ",")
            case ".tsv": self = .table(separator: "\t")
            default: return nil
            }
        }
    }
}
