import Core

/// The part of a waiting run's comment that says what an edit of the issue would change.
struct EditSection {
    /// Names the run and the issue's text.
    let digest: String
    /// Nil where nothing would change.
    var text: String?

    /// What takes an earlier section's place that can't be taken out.
    static let taken = "The issue says again what its run was begun with; nothing would change."
    private static let start = "\n\n---\n\n<!-- showrunner:edit:"

    init(of run: RunID, _ issue: Issue) {
        digest = String(StableHash.of("\(run) \(issue.title)\n\(issue.body)"), radix: 16)
    }

    private var head: String { "\(Self.start)\(digest) -->\n" }

    func stands(in comment: String?) -> Bool { comment?.contains("<!-- showrunner:edit:\(digest) -->") ?? false }

    /// The comment with this section alone below it.
    func put(below comment: String) -> String {
        let body = comment.firstRange(of: Self.start).map { String(comment[..<$0.lowerBound]) } ?? comment
        return body + (text.map { head + $0 } ?? "")
    }
}
