import Core
import Store

/// What all runs of a repository have booked and hold reserved, on whatever host: `refs/showrunner/ledger`.
actor SharedLedger {
    static let name = "refs/showrunner/ledger"

    private let repository: IssueIdentity
    private let shelf: any SharedShelf
    private let store: SQLiteStore
    private var version: ShelfVersion?
    private var isRead = false
    private var files: [String: ShelfFile] = [:]
    private var lines: [RunID: LedgerLine] = [:]

    /// `issue` stands for its repository in what is said.
    init(for issue: IssueIdentity, on shelf: any SharedShelf, store: SQLiteStore) {
        repository = issue
        self.shelf = shelf
        self.store = store
    }

    /// Reads what has changed since it was last read.
    func refresh() async throws(ClaimError) {
        do throws(SharedShelfError) {
            let now = try await shelf.tips(under: Self.name)[Self.name]
            if isRead, now == version { return }
            let fresh = if let now { try await shelf.files(at: now) } else { [String: ShelfFile]() }
            var read: [RunID: LedgerLine] = [:]
            for (path, file) in fresh {
                guard let run = Self.run(at: path) else { continue }
                if files[path] == file, let known = lines[run] {
                    read[run] = known
                    continue
                }
                guard let line = LedgerLine(try await shelf.content(of: file, atMost: LedgerLine.largest), of: run)
                else {
                    throw SharedShelfError.damaged(
                        reason: "'\(path)' of \(Self.name) is no line of a ledger that this bot knows")
                }
                read[run] = line
            }
            files = fresh
            lines = read
            version = now
            isRead = true
        } catch { throw .shelf(repository, error) }
    }

    /// Whether a run has a line.
    func knows(_ run: RunID) async throws(ClaimError) -> Bool {
        if !isRead { try await refresh() }
        return lines[run] != nil
    }

    /// The change that puts a run's line where it belongs; the ledger was read before.
    func change(putting line: LedgerLine, at time: Timestamp) async throws(ClaimError) -> ShelfChange? {
        if !isRead { try await refresh() }
        guard lines[line.run] != line else { return nil }
        return ShelfChange(
            Self.name, from: version, puts: [line.path: .bytes(line.bytes)], note: "Account of \(line.run)", at: time)
    }

    /// Notes that a change was made.
    func note(_ line: LedgerLine, at version: ShelfVersion) {
        lines[line.run] = line
        files[line.path] = nil  // Read again when it is next changed by others.
        self.version = version
    }

    /// What runs other than one have booked and reserved under each ceiling, here and elsewhere.
    func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) async throws(ClaimError) -> [BudgetScope: MicroDollars] {
        if !isRead { try await refresh() }
        do throws(RunLogError) {
            var totals = try await store.totals(of: limits, besides: run)
            for line in lines.values where line.run != run {
                // A run that this host knows too has been counted; whichever knows of more is right.
                let own: LedgerLine? =
                    if let summary = try await store.run(line.run) {
                        LedgerLine(summary, try await store.ledger(of: line.run))
                    } else { nil }
                for limit in limits {
                    let more = line.booked(under: limit) - (own?.booked(under: limit) ?? .zero)
                    if more > .zero { totals[limit.scope, default: .zero] += more }
                }
            }
            return totals
        } catch { throw .log(error) }
    }

    /// The issues whose runs have not ended.
    func liveIssues() async throws(ClaimError) -> Set<IssueIdentity> {
        try await refresh()
        return Set(lines.values.filter { !$0.status.isFinal }.map(\.issue))
    }

    private static func run(at path: String) -> RunID? {
        guard let name = path.split(separator: "/").last, name.hasSuffix(".json"),
            let run = RunID(String(name.dropLast(5))), path == LedgerLine.path(of: run)
        else { return nil }
        return run
    }
}
