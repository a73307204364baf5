package import GitHub

/// A comment that has not been acted on, with what it says to the bot.
package struct UnreadComment: Hashable, Sendable {
    package let comment: ThreadComment
    package let reading: CommentReading
    /// Whether it was read before and has been edited since; then it is not obeyed.
    package let wasReadBefore: Bool

    /// `isDone`: whether there is nothing left to do about it.
    package init(_ comment: ThreadComment, wasReadBefore: Bool = false, isDone: Bool = false) {
        self.comment = comment
        reading = comment.isOwn || isDone ? CommentReading("") : CommentReading(comment.body)
        self.wasReadBefore = wasReadBefore
    }
}
