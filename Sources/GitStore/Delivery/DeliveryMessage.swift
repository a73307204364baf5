package import Core

/// The message of a delivery's commit: the subject, the text, and the trailers by which the commit is found again.
package struct DeliveryMessage: Hashable, Sendable {
    /// The whole message; it ends in the trailers and a line end.
    package let text: String

    static let runTrailer = "Showrunner-Run"
    static let issueTrailer = "Showrunner-Issue"

    /// `issue` as `octo/repo#12` or a path; lines of subject and body that look like our trailers are indented, so none can be forged.
    package init(subject: String, body: String, run: RunID, issue: String) {
        let subject = GitText.line(subject, limit: 200)
        let lines = body.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
            let line = String(String.UnicodeScalarView(line.unicodeScalars.filter { !GitText.isControl($0) }))
            return line.lowercased().hasPrefix("showrunner-") ? "  " + line : line
        }
        let paragraph = Self.trimmed(lines).joined(separator: "\n")
        text =
            (subject.isEmpty ? "Deliver the run's files" : subject) + "\n\n"
            + (paragraph.isEmpty ? "" : paragraph + "\n\n")
            + "\(Self.runTrailer): \(run)\n\(Self.issueTrailer): \(GitText.line(issue))\n"
    }

    /// Whether a commit's message carries the trailer of a run, in its last paragraph.
    static func carries(_ run: RunID, in message: String) -> Bool {
        trailers(of: message).contains { $0 == "\(runTrailer): \(run)" }
    }

    /// Whether a commit's message carries the trailer of any run.
    static func isOurs(_ message: String) -> Bool { trailers(of: message).contains { $0.hasPrefix(runTrailer + ": ") } }

    private static func trailers(of message: String) -> [Substring] {
        let lines = message.split(omittingEmptySubsequences: false) { $0.isNewline }
        let end = lines.lastIndex { !$0.isEmpty } ?? -1
        guard end >= 0 else { return [] }
        let start = lines[...end].lastIndex { $0.isEmpty } ?? -1
        return Array(lines[(start + 1)...end])
    }

    private static func trimmed(_ lines: [String]) -> [String] {
        let isBlank: (String) -> Bool = { $0.allSatisfy(\.isWhitespace) }
        var lines = Array(lines.drop(while: isBlank))
        while let last = lines.last, isBlank(last) { lines.removeLast() }
        return lines
    }
}
