/// The thread of a Markdown issue: comments between delimiters, and whatever people wrote around them.
///
/// A comment stands between `<!-- showrunner:comment 1 -->` and `<!-- showrunner:comment end -->`. A line of a body that looks
/// like either gets a zero-width space before it, which reading takes away again: no body can close its own block.
struct MarkdownThread: Equatable {
    enum Part: Equatable {
        /// Not ours; kept as it stands.
        case text([String])
        case comment(number: Int, body: String)
    }

    private(set) var parts: [Part]

    init(_ text: String) {
        parts = []
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)[...]
        if lines.last == "" { lines.removeLast() }
        var other: [String] = []
        while let line = lines.popFirst() {
            guard let number = Self.number(line), let end = lines.firstIndex(of: Self.end) else {
                other.append(line)
                continue
            }
            if !other.isEmpty { parts.append(.text(other)) }
            other = []
            let body = lines[..<end].map(Self.unguarded).joined(separator: "\n")
            parts.append(.comment(number: number, body: body))
            lines = lines[(end + 1)...]
        }
        if !other.isEmpty { parts.append(.text(other)) }
    }

    static func empty(titled title: String) -> MarkdownThread {
        var thread = MarkdownThread("")
        thread.parts = [.text(["# \(title)", ""])]
        return thread
    }

    var text: String {
        parts.map { part in
            switch part {
            case .text(let lines): lines.joined(separator: "\n") + "\n"
            case .comment(let number, let body):
                "\(Self.start)\(number) -->\n"
                    + body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                    .map { Self.guarded(String($0)) }.joined(separator: "\n")
                    + "\n\(Self.end)\n"
            }
        }.joined()
    }

    /// The first comment whose body is wanted.
    func comment(where isWanted: (String) -> Bool) -> (number: Int, body: String)? {
        for case .comment(let number, let body) in parts where isWanted(body) { return (number, body) }
        return nil
    }

    /// Replaces the comment that is wanted, or adds one at the end; returns its number.
    mutating func put(_ body: String, where isWanted: (String) -> Bool) -> Int {
        var last = 0
        for (place, part) in parts.enumerated() {
            guard case .comment(let number, let old) = part else { continue }
            if isWanted(old) {
                parts[place] = .comment(number: number, body: body)
                return number
            }
            last = max(last, number)
        }
        if !parts.isEmpty { parts.append(.text([""])) }
        parts.append(.comment(number: last + 1, body: body))
        return last + 1
    }

    private static let start = "<!-- showrunner:comment "
    private static let end = "<!-- showrunner:comment end -->"
    private static let guardMark: Character = "\u{200B}"

    private static func number(_ line: String) -> Int? {
        guard line.hasPrefix(start), line.hasSuffix(" -->") else { return nil }
        return Int(line.dropFirst(start.count).dropLast(4)).flatMap { $0 > 0 && $0 < 1_000_000_000 ? $0 : nil }
    }

    private static func looksLikeDelimiter(_ line: some StringProtocol) -> Bool {
        line.drop { $0 == guardMark }.hasPrefix("<!-- showrunner:comment")
    }

    private static func guarded(_ line: String) -> String { looksLikeDelimiter(line) ? "\(guardMark)\(line)" : line }

    private static func unguarded(_ line: String) -> String {
        line.first == guardMark && looksLikeDelimiter(line) ? String(line.dropFirst()) : line
    }
}
