import Core
import Resources

/// A Markdown file that stands in for an issue: front matter, then the text.
struct MarkdownIssueFile {
    let title: String
    let labels: [String]
    let author: String
    /// The text after the front matter; fields of a brief in the front matter stand before it as a `yaml` block.
    let body: String

    init(_ text: String, name: String) throws(TrackerError) {
        let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let lines = plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        var rest = lines[...]
        var title: String?
        var labels: [String] = []
        var author = ""
        var block = ""
        if lines.first?.trimmed == "---" {
            guard let end = lines.dropFirst().firstIndex(where: { ["---", "..."].contains($0.trimmed) }) else {
                throw .refused(reason: "\(name):1:1: the front matter is not closed by a line of three hyphens")
            }
            // An empty first line keeps the numbers of the file's lines.
            let node: YAMLNode
            do {
                node = try YAMLDocument.parse("\n" + lines[1..<end].joined(separator: "\n"), file: name)
            } catch { throw .refused(reason: "the front matter can't be read: \(error)") }
            guard node.isNull || node.members != nil else {
                throw .refused(reason: "\(name):2:1: the front matter must be 'key: value' lines")
            }
            title = node["title"]?.text?.trimmed
            labels = Self.labels(node["labels"])
            author = node["author"]?.text?.trimmed ?? ""
            block = Self.block(node)
            rest = lines[(end + 1)...]
        }
        if title?.isEmpty ?? true {
            (title, rest) = Self.heading(of: rest)
        }
        self.title = title ?? Self.words(of: name)
        self.labels = labels
        self.author = author
        body = block + rest.joined(separator: "\n").trimmed
    }

    /// A list, or one text with commas.
    private static func labels(_ node: YAMLNode?) -> [String] {
        let texts = node?.elements?.compactMap(\.text) ?? node?.text?.split(separator: ",").map(String.init) ?? []
        return texts.map { $0.trimmed }.filter { !$0.isEmpty }
    }

    /// The front matter's fields of a brief, one a line, as JSON, which is YAML and can't close the fence.
    private static func block(_ node: YAMLNode) -> String {
        let lines = (node.members ?? []).compactMap { member -> String? in
            guard !["title", "labels", "author"].contains(member.key), FieldMatcher.field(key: member.key) != nil else {
                return nil
            }
            return "\(member.key): \(member.value.text.map { JSONValue.string($0).text } ?? member.value.json.text)"
        }
        return lines.isEmpty ? "" : "```yaml\n" + lines.joined(separator: "\n") + "\n```\n\n"
    }

    /// The first `# ` heading, taken out of the text; nil where other words come first.
    private static func heading(of lines: ArraySlice<String>) -> (title: String?, rest: ArraySlice<String>) {
        guard let first = lines.firstIndex(where: { !$0.trimmed.isEmpty }), lines[first].hasPrefix("# ") else {
            return (nil, lines)
        }
        return (lines[first].dropFirst(2).trimmed, lines[(first + 1)...])
    }

    /// A file's name as a title: `lighthouse-posters.md` is `lighthouse posters`.
    private static func words(of name: String) -> String {
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        return stem.replacing("-", with: " ").replacing("_", with: " ").trimmed
    }
}
