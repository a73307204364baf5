/// Takes Git's framing apart.
struct PacketReader {
    enum Packet: Equatable {
        case line([UInt8])
        case flush
        /// Where a packet should begin there is nothing more.
        case end
    }

    private let stream: ReplyStream
    private let remote: String

    /// `remote` is for messages.
    init(_ stream: ReplyStream, from remote: String) {
        self.stream = stream
        self.remote = remote
    }

    func next() throws(GitError) -> Packet {
        let head = try stream.read(4)
        if head.isEmpty { return .end }
        guard head.count == 4, head.allSatisfy({ $0 < 0x80 }),
            let length = Int(String(decoding: head, as: UTF8.self), radix: 16), length <= 65_520
        else {
            let start = head + (try stream.readPiece() ?? []).prefix(200)
            throw .refused(remote: remote, reason: "it sent '\(GitText.line(start, limit: 120))'")
        }
        if length < 4 { return .flush }
        let line = try stream.read(length - 4)
        guard line.count == length - 4 else { throw .unreachable(remote: remote, reason: "the answer was cut off") }
        if line.starts(with: Array("ERR ".utf8)) {
            throw Self.error(GitText.line(line.dropFirst(4)), from: remote)
        }
        return .line(line)
    }

    /// The next line as text, without its line end; nil for anything that is not a line.
    func nextText() throws(GitError) -> String? {
        guard case .line(let bytes) = try next() else { return nil }
        return Self.text(bytes)
    }

    static func text(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        let line = bytes.last == UInt8(ascii: "\n") ? String(decoding: bytes.dropLast(), as: UTF8.self) : nil
        return line ?? String(decoding: bytes, as: UTF8.self)
    }

    private static func error(_ text: String, from remote: String) -> GitError {
        let lower = text.lowercased()
        if lower.contains("not found") || lower.contains("no such") { return .notFound(remote: remote) }
        if lower.contains("denied") || lower.contains("not allowed") { return .forbidden(remote: remote, reason: text) }
        return .refused(remote: remote, reason: "it said '\(text)'")
    }
}
