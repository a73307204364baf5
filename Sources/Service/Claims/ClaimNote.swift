import Core

/// Who has an issue claimed: `claim.json` of its shared folder.
struct ClaimNote: Hashable, Sendable {
    static let path = "claim.json"
    static let format = 1
    /// What a note has at most; a real one has some 300 bytes.
    static let largest = 16_384

    /// Nil once the claim was given up.
    var holder: ClaimHolder?
    /// When it was taken, and when its holder was last heard of.
    var since: Timestamp
    var renewed: Timestamp
    /// How long after its renewal a claim is taken to be alive.
    var lease: Duration

    init(holder: ClaimHolder?, since: Timestamp, renewed: Timestamp, lease: Duration) {
        self.holder = holder
        self.since = since
        self.renewed = renewed
        self.lease = lease
    }

    init(_ bytes: [UInt8], of issue: IssueIdentity) throws(ClaimError) {
        guard let json = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)),
            let format = json["format"]?.integer
        else { throw .damaged(issue, reason: "'\(Self.path)' is not what a bot writes") }
        guard format == Self.format else { throw .otherFormat(issue, format: format) }
        guard let since = json["since"]?.integer, let renewed = json["renewed"]?.integer,
            let lease = json["leaseSeconds"]?.integer, (1...86_400).contains(lease)
        else { throw .damaged(issue, reason: "'\(Self.path)' lacks something") }
        self.since = Timestamp(milliseconds: Int64(since))
        self.renewed = Timestamp(milliseconds: Int64(renewed))
        self.lease = .seconds(lease)
        holder = json["holder"]?.string.map { id in
            ClaimHolder(
                id: id, who: PlainText.line(json["who"]?.string ?? "somebody", limit: 200), job: json["job"]?.string,
                attempt: json["attempt"]?.integer ?? 1)
        }
    }

    var bytes: [UInt8] {
        var members: [String: JSONValue] = [
            "format": .integer(Int64(Self.format)), "since": .integer(since.milliseconds),
            "renewed": .integer(renewed.milliseconds), "leaseSeconds": .integer(lease.milliseconds / 1000),
        ]
        if let holder {
            members["holder"] = .string(holder.id)
            members["who"] = .string(holder.who)
            members["job"] = holder.job.map(JSONValue.string)
            members["attempt"] = .integer(Int64(holder.attempt))
        }
        return Array((JSONValue.object(members).text + "\n").utf8)
    }

    /// Whether somebody else has the issue and may still be at work.
    ///
    /// A job is tried again only once its earlier attempt has ended. A clock that goes wrong takes a claim from a holder that is alive:
    /// that one learns of it at its next swap, before it buys anything more.
    func binds(_ other: ClaimHolder, at now: Timestamp) -> Bool {
        guard let holder, holder.id != other.id else { return false }
        if let job = holder.job, job == other.job, holder.attempt < other.attempt { return false }
        return now < renewed + lease
    }
}
