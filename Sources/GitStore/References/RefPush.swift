/// Moves references of a remote, each from where it was read: the server takes no move of one that is elsewhere by then.
struct RefPush {
    struct Move {
        let reference: String
        /// Nil where the reference was not there.
        let old: ObjectID?
        let new: ObjectID
    }

    let moves: [Move]
    /// Holds what the server may lack of all new commits.
    let pack: String
    /// For messages.
    let remote: String

    /// Whether the server moves several references together or none of them.
    static func isAtomic(_ server: Advertisement) -> Bool { server.has("atomic") }

    /// All moves in one conversation.
    func send(through session: any GitSession) async throws(GitError) -> PushOutcome {
        let server = session.advertisement
        var wanted = ["report-status", "side-band-64k", "quiet", "ofs-delta"].filter(server.has)
        if moves.count > 1 { wanted.append("atomic") }
        if server.value(of: "object-format") != nil { wanted.append("object-format=sha1") }
        wanted.append("agent=showrunner")
        var bytes: [UInt8] = []
        for (number, move) in moves.enumerated() {
            let command = "\(move.old ?? .zero) \(move.new) \(move.reference)"
            bytes += PacketLine.encoded(number == 0 ? "\(command)\0 \(wanted.joined(separator: " "))" : command)
        }
        let stream = try await session.converse([.bytes(bytes + PacketLine.flush), .file(path: pack)])
        return try PushReport.read(
            from: stream, remote: remote, references: moves.map(\.reference), capabilities: wanted)
    }
}
