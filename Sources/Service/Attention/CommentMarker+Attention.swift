package import Core

extension CommentMarker {
    /// The answer to one comment.
    package static func answer(to comment: Int64) -> CommentMarker { CommentMarker(name: "answer:\(comment)") }

    /// What is said of a button that could not do what it says; a delivery's name has letters, digits and hyphens alone.
    package static func press(delivery: String) -> CommentMarker {
        CommentMarker(
            name: "press:\(delivery.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(60))")
    }

    /// The one refusal that somebody without the right to command gets on an issue.
    package static func refusal(of login: String) -> CommentMarker {
        // A login has letters, digits and hyphens alone; anything else must not end the marker.
        let name = login.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return CommentMarker(name: "refusal:\(name.prefix(60))")
    }

    /// What an edit of the issue would change about a run that waits.
    package static func edit(during run: RunID) -> CommentMarker { CommentMarker(name: "edit:\(run)") }

    /// What is said of a label that starts nothing as it is.
    package static func label(event: Int64) -> CommentMarker { CommentMarker(name: "label:\(event)") }

    package var isRefusal: Bool { name.hasPrefix("refusal:") }
    package var isAnswer: Bool { name.hasPrefix("answer:") }

    /// The run that the comment is about.
    package var run: RunID? { name.hasPrefix("run:") ? RunID(String(name.dropFirst(4))) : nil }
}
