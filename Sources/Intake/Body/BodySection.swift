import Core

/// A heading of an issue's text with what stands under it; the part before the first heading has none.
struct BodySection {
    let heading: String?
    /// 1–6; 0 without a heading.
    let level: Int
    /// What a form asks for under such a heading; nil for a heading of the author's own.
    let field: BriefField?
    var lines: [BodyLine]

    private init(heading: String?, level: Int) {
        self.heading = heading
        self.level = level
        field = heading.flatMap(FieldMatcher.field(heading:))
        lines = []
    }

    /// Cuts at headings outside fences, as `### Prompt`.
    static func sections(of lines: [BodyLine]) -> [BodySection] {
        var sections = [BodySection(heading: nil, level: 0)]
        for line in lines {
            if line.isText, let (level, heading) = Self.heading(line.text) {
                sections.append(BodySection(heading: heading, level: level))
            } else {
                sections[sections.count - 1].lines.append(line)
            }
        }
        return sections
    }

    private static func heading(_ line: String) -> (level: Int, text: String)? {
        let indent = line[...].run(of: UInt8(ascii: " "))
        let rest = line[...].dropping(bytes: indent)
        let level = rest.run(of: UInt8(ascii: "#"))
        guard indent <= 3, (1...6).contains(level) else { return nil }
        let text = rest.dropping(bytes: level)
        guard text.first.map(\.isWhitespace) ?? false else { return nil }
        return (level, text.trimmed)
    }

    /// The heading's line as it may be put back.
    var headingLine: String? { heading.map { String(repeating: "#", count: level) + " " + $0 } }
}
