/// The hidden line by which the bot finds a comment of its own again: `<!-- showrunner:run:run_… -->`.
package struct CommentMarker: Hashable, Sendable {
    package let name: String

    package static func run(_ run: RunID) -> CommentMarker { CommentMarker(name: "run:\(run)") }

    /// The comment that lists what is wrong with an issue's brief.
    package static let brief = CommentMarker(name: "brief")

    /// The line as it stands in a comment's source; GitHub does not show it.
    package var line: String { "<!-- showrunner:\(name) -->" }

    /// The marker that a comment of the bot's begins with; nil where it begins with none.
    ///
    /// Anybody can write such a line: it says nothing without the comment's author.
    package init?(startOf body: String) {
        let opening = "<!-- showrunner:"
        let line = body.utf8.prefix { $0 != 0x0a && $0 != 0x0d }
        guard line.count <= 200, let text = String(line), text.hasPrefix(opening), text.hasSuffix(" -->") else {
            return nil
        }
        self.init(name: String(text.dropFirst(opening.count).dropLast(4)))
    }

    package init(name: String) { self.name = name }

    /// Whether a comment begins with a marker of the bot's, whichever.
    package static func isAny(_ body: String) -> Bool { CommentMarker(startOf: body) != nil }

    /// Whether a comment carries this marker: only as its first line, so that a quotation of it does not count.
    package func marks(_ body: String) -> Bool {
        body.utf8.starts(with: line.utf8)
    }
}
