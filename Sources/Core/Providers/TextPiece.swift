/// A piece of an answer that is still being written.
package enum TextPiece: Hashable, Sendable {
    case text(String)
    case reasoning(String)
}
