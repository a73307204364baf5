import Core

/// What one run has booked, day by day, and holds reserved, as all hosts see it.
struct LedgerLine: Hashable, Sendable {
    static let format = 1
    static let largest = 65_536

    let run: RunID
    let issue: IssueIdentity
    let author: String
    let status: RunStatus
    /// By the day, counted from 1970 in UTC.
    let booked: [Int: MicroDollars]
    let reserved: MicroDollars

    init(_ summary: RunSummary, _ entries: [LedgerEntry]) {
        run = summary.id
        issue = summary.issue
        author = summary.author
        status = summary.status
        booked = Dictionary(entries.map { ($0.day, $0.booked) }, uniquingKeysWith: { $1 })
        reserved = summary.reserved
    }

    /// Nil for bytes that no bot wrote, or for another run.
    init?(_ bytes: [UInt8], of run: RunID) {
        guard let json = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)),
            json["format"]?.integer == Self.format, json["run"]?.string == run.text,
            let issue = json["issue"]?.string.flatMap({ IssueIdentity($0) }), let author = json["person"]?.string,
            let status = json["status"]?.string.flatMap({ RunStatus(rawValue: $0) }),
            let reserved = json["reserved"]?.integer, Self.isAmount(reserved), let days = json["booked"]?.object
        else { return nil }
        var booked: [Int: MicroDollars] = [:]
        for (day, amount) in days {
            guard let day = Int(day), let amount = amount.integer, Self.isAmount(amount) else { return nil }
            booked[day] = MicroDollars(Int64(amount))
        }
        self.run = run
        self.issue = issue
        self.author = author
        self.status = status
        self.booked = booked
        self.reserved = MicroDollars(Int64(reserved))
    }

    /// By the month in which the run was named, so that no folder becomes large.
    static func path(of run: RunID) -> String { "runs/\(run.time.description.prefix(7))/\(run).json" }
    var path: String { Self.path(of: run) }

    var bytes: [UInt8] {
        let days = booked.map { (String($0.key), JSONValue.integer($0.value.count)) }
        let json: JSONValue = [
            "format": .integer(Int64(Self.format)), "run": .string(run.text), "issue": .string(issue.description),
            "person": .string(author), "status": .string(status.rawValue), "reserved": .integer(reserved.count),
            "booked": .object(Dictionary(uniqueKeysWithValues: days)),
        ]
        return Array((json.text + "\n").utf8)
    }

    /// What it takes of a ceiling; as in the history's own ledger, what is reserved counts for each day to come.
    func booked(under limit: BudgetLimit) -> MicroDollars {
        let all = booked.values.reduce(.zero, +) + reserved
        switch limit.scope {
        case .run: return .zero
        case .issue: return issue.description == limit.key ? all : .zero
        case .person: return author == limit.key ? all : .zero
        case .repository: return issue.repository == limit.key ? all : .zero
        case .day: return reserved + (Int(limit.key).flatMap { booked[$0] } ?? .zero)
        }
    }

    /// A billion dollars is more than any run has, and sums of such amounts stay far from the largest integer.
    private static func isAmount(_ count: Int) -> Bool { (0...1_000_000_000_000_000).contains(count) }
}
