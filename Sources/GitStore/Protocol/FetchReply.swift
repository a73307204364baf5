/// Takes apart what `git upload-pack` answers: the ends of a shortened history, then a pack.
struct FetchReply {
    private(set) var shallow: [ObjectID] = []
    private(set) var unshallow: [ObjectID] = []
    private let reader: PacketReader
    private let remote: String
    private var band = SideBand()
    private var first: [UInt8]?

    /// Reads as far as the pack.
    init(_ stream: ReplyStream, remote: String) throws(GitError) {
        reader = PacketReader(stream, from: remote)
        self.remote = remote
        while true {
            switch try reader.next() {
            case .end: throw .unreachable(remote: remote, reason: "the answer was cut off before the pack")
            case .flush: continue
            case .line(let packet):
                let text = PacketReader.text(packet)
                if text.hasPrefix("shallow "), let id = ObjectID(hex: text.dropFirst(8)) {
                    shallow.append(id)
                } else if text.hasPrefix("unshallow "), let id = ObjectID(hex: text.dropFirst(10)) {
                    unshallow.append(id)
                } else if text.hasPrefix("ACK ") || text == "NAK" {
                    continue
                } else {
                    first = packet
                    return
                }
            }
        }
    }

    /// The next bytes of the pack; nil at its end.
    mutating func nextBytes() throws(GitError) -> [UInt8]? {
        while true {
            let packet: [UInt8]
            if let waiting = first.take() {
                packet = waiting
            } else {
                guard case .line(let line) = try reader.next() else { return nil }
                packet = line
            }
            if let content = try band.content(of: packet, remote: remote) { return Array(content) }
        }
    }
}
