/// What is asked of `git upload-pack`.
struct FetchRequest: Sendable {
    let want: ObjectID
    /// Commits that need not be sent.
    let haves: [ObjectID]
    /// Where our history ends.
    let shallow: [ObjectID]
    /// How many commits at most; nil for all that are missing.
    let depth: Int?
    /// Whether contents of files may stay away, where the server can do that.
    let leavesFilesOut: Bool

    /// The whole conversation in one go, as a stateless server needs it.
    func lines(for server: Advertisement) -> [UInt8] {
        var wanted = ["side-band-64k", "ofs-delta", "no-progress"].filter(server.has)
        if depth != nil || !shallow.isEmpty, server.has("shallow") { wanted.append("shallow") }
        let filters = leavesFilesOut && server.has("filter")
        if filters { wanted.append("filter") }
        wanted.append("agent=showrunner")
        var bytes = PacketLine.encoded("want \(want) \(wanted.joined(separator: " "))\n")
        for id in shallow { bytes += PacketLine.encoded("shallow \(id)\n") }
        if let depth { bytes += PacketLine.encoded("deepen \(depth)\n") }
        if filters { bytes += PacketLine.encoded("filter blob:none\n") }
        bytes += PacketLine.flush
        for id in haves { bytes += PacketLine.encoded("have \(id)\n") }
        return bytes + PacketLine.encoded("done\n")
    }
}
