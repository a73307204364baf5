/// The hidden line by which the bot finds a comment of its own again: `<!-- showrunner:run:run_… -->`.
package struct CommentMarker: Hashable, Sendable {
    package let name: String

    package static func run(_ run: RunID) -> CommentMarker { CommentMarker(name: "run:\(run)") }

    /// The comment that lists what is wrong with an issue's brief.
    package static let brief = CommentMarker(name: "brief")

    /// The line as it stands in a comment's source; GitHub does not show it.
    package var line: String { "<!-- showrunner:\(name) -->" }

    /// Whether a comment carries this marker: only as its first line, so that a quotation of it does not count.
    package func marks(_ body: String) -> Bool {
        body.utf8.starts(with: line.utf8)
    }
}
