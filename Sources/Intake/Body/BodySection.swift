/// A heading of an issue's text with what stands under it; the part before the first heading has none.
struct BodySection {
    let heading: String?
    /// 1–6; 0 without a heading.
    let level: Int
    var lines: [BodyLine]

    /// Cuts at headings outside fences, as `### Prompt`.
    static func sections(of lines: [BodyLine]) -> [BodySection] {
        var sections = [BodySection(heading: nil, level: 0, lines: [])]
        for line in lines {
            if line.isText, let (level, heading) = Self.heading(line.text) {
                sections.append(BodySection(heading: heading, level: level, lines: []))
            } else {
                sections[sections.count - 1].lines.append(line)
            }
        }
        return sections
    }

    private static func heading(_ line: String) -> (level: Int, text: String)? {
        let rest = line.drop { $0 == " " }
        let level = rest.prefix { $0 == "#" }.count
        guard line.count - rest.count <= 3, (1...6).contains(level) else { return nil }
        let text = rest.dropFirst(level)
        guard text.first.map(\.isWhitespace) ?? false else { return nil }
        return (level, text.trimmed)
    }

    /// The heading's line as it may be put back.
    var headingLine: String? { heading.map { String(repeating: "#", count: level) + " " + $0 } }
}
