/// Why a line, or a whole comment, that was meant for the bot could not be taken as it stands.
package enum CommandFault: Hashable, Sendable {
    /// `nearest`: the command that was probably meant.
    case unknown(word: String, nearest: CommentCommand.Name)
    /// A command of ours with what does not belong to it; `reason` is a clause for people.
    case wrong(CommentCommand.Name, reason: String)
    case tooLong(limit: Int)
    case tooMany(limit: Int)
}
