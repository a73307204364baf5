import Core

/// How a run stands when this process can do nothing more for it.
package struct RunResult: Sendable {
    package let board: Blackboard
    /// Why the comment does not say so yet; nil where it does.
    package let unannounced: String?

    package init(board: Blackboard, unannounced: String?) {
        self.board = board
        self.unannounced = unannounced
    }
}
