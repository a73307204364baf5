/// What a server says of itself when it is greeted: its references and what it can do.
struct Advertisement: Sendable {
    private(set) var references: [String: ObjectID] = [:]
    /// Empty, too, for `git upload-pack` in a repository without commits.
    private(set) var capabilities: [String] = []
    /// Whether the server came to the end of its greeting.
    let isWhole: Bool

    /// What a repository on this machine says through us.
    init(references: [String: ObjectID], capabilities: [String]) {
        self.references = references
        self.capabilities = capabilities
        isWhole = true
    }

    init(from reader: PacketReader, remote: String) throws(GitError) {
        var packet = try reader.next()
        while case .line(let bytes) = packet {
            packet = try reader.next()
            let text = PacketReader.text(bytes)
            if text.hasPrefix("version ") || text.hasPrefix("shallow ") || text.hasPrefix("#") { continue }
            let halves = text.split(separator: "\0", maxSplits: 1)
            if halves.count == 2 { capabilities = halves[1].split(separator: " ").map(String.init) }
            let words = (halves.first ?? "").split(separator: " ", maxSplits: 1)
            guard words.count == 2, words[0].count == 40, let id = ObjectID(hex: words[0]) else {
                if words.first?.count == 64 { throw Self.wrongFormat }
                throw .refused(remote: remote, reason: "it sent '\(GitText.line(text, limit: 120))'")
            }
            if words[1] != "capabilities^{}" { references[String(words[1])] = id }
        }
        isWhole = packet == .flush
        if let format = value(of: "object-format"), format != "sha1" { throw Self.wrongFormat }
    }

    func has(_ capability: String) -> Bool { capabilities.contains(capability) }

    /// The reference that HEAD stands for; nil where the server does not say.
    var defaultBranch: String? {
        capabilities.first { $0.hasPrefix("symref=HEAD:") }.map { String($0.dropFirst("symref=HEAD:".count)) }
    }

    /// What stands after `name=`.
    func value(of name: String) -> String? {
        capabilities.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    private static let wrongFormat = GitError.unsupported(
        what: "A remote repository that names its objects by SHA-256", hint: "Deliver to one that uses SHA-1.")
}
