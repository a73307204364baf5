/// Keeps the server's own words, which come beside its answer.
struct SideBand {
    private var words: [UInt8] = []

    /// The content of a packet; nil where it was words.
    mutating func content(of packet: [UInt8], remote: String) throws(GitError) -> ArraySlice<UInt8>? {
        switch packet.first {
        case 1: return packet.dropFirst()
        case 2:
            // Hooks may say a lot; the last part tells most.
            words += packet.dropFirst()
            if words.count > 16_384 { words.removeFirst(words.count - 8192) }
            return nil
        case 3: throw .refused(remote: remote, reason: "it said '\(GitText.line(packet.dropFirst()))'")
        default: throw .refused(remote: remote, reason: "it sent a band that is not known")
        }
    }

    /// In one line, without progress meters.
    var text: String {
        let lines = String(decoding: words, as: UTF8.self).split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
        let telling = lines.filter { line in !line.contains("% (") && !line.hasPrefix("Total ") }
        return GitText.line(telling.joined(separator: " "), limit: 800)
    }
}
