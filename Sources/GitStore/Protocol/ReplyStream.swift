/// What a server sends, piece by piece.
final class ReplyStream {
    /// Nil at the end.
    private let pull: () throws(GitError) -> [UInt8]?
    private var piece: ArraySlice<UInt8> = []

    init(_ pull: @escaping () throws(GitError) -> [UInt8]?) { self.pull = pull }

    convenience init(_ bytes: [UInt8]) {
        var rest: [UInt8]? = bytes
        self.init { () throws(GitError) in rest.take() }
    }

    /// Exactly `count` bytes; fewer where the end comes first.
    func read(_ count: Int) throws(GitError) -> [UInt8] {
        if piece.count >= count {
            defer { piece = piece.dropFirst(count) }
            return Array(piece.prefix(count))
        }
        var bytes: [UInt8] = []
        while bytes.count < count {
            if piece.isEmpty {
                guard let next = try pull() else { break }
                piece = next[...]
            }
            let part = piece.prefix(count - bytes.count)
            bytes += part
            piece = piece.dropFirst(part.count)
        }
        return bytes
    }

    /// Whatever has come and is not yet read; nil at the end.
    func readPiece() throws(GitError) -> [UInt8]? {
        guard piece.isEmpty else {
            defer { piece = [] }
            return Array(piece)
        }
        return try pull()
    }
}
