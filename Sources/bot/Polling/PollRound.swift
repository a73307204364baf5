import Core
import GitHub
import Resources
import Service
import Store

/// One look at one repository: which issues have changed, and what they ask for.
struct PollRound: Sendable {
    let desk: AttentionDesk
    let repository: String
    /// The one issue that is looked at, changed or not; nil for all that have changed.
    var only: Int?

    struct Finding: Sendable {
        var errands: [PollErrand] = []
        /// The issues that could not be looked at, with the reason.
        var failures: [(issue: IssueIdentity, reason: String)] = []
        /// The least rest that GitHub asks for.
        var rest: Duration?
        /// Whether the repository wants an issue that says how the bot is.
        var wantsStatus = false
        /// The issues whose runs are still to be founded; until then they are kept in mind.
        var owed: Set<Int> = []
    }

    /// Throws where the list itself can't be had.
    func look() async throws -> Finding {
        let settings = try await desk.settings(of: repository)
        if let only {
            var finding = Finding(wantsStatus: settings.settings.statusIssue)
            await attend(to: only, under: settings, &finding)
            return try await withDueRuns(finding)
        }
        let label = settings.settings.label
        var memory = PollMemory(of: repository, in: desk.base.stateFolder)
        memory.ask(for: label)
        let listing = try await desk.tracker.issues(
            labelled: label, of: repository, since: memory.since, etag: memory.etag)
        var finding = Finding(rest: listing.rest, wantsStatus: settings.settings.statusIssue)
        var numbers = listing.entries?.map(\.number) ?? []
        for number in memory.owed.sorted() where !numbers.contains(number) { numbers.append(number) }
        for number in try await waiting() where !numbers.contains(number) {
            let issue = IssueIdentity.github(repository: repository, number: number)
            if try await desk.tracker.hasChanged(issue) { numbers.append(number) }
        }
        for number in try await desk.unfinished(in: repository) where !numbers.contains(number) {
            numbers.append(number)
        }
        for number in numbers {
            await attend(to: number, under: settings, &finding)
        }
        // Only now: what was not looked at because this process died is found again.
        memory.owed = finding.owed
        memory.etag = listing.etag
        if let newest = listing.entries?.map(\.updatedAt).max(), newest != memory.since {
            memory.since = max(newest, memory.since ?? newest)
            memory.etag = nil  // The next question is another one.
        }
        try memory.save()
        return try await withDueRuns(finding)
    }

    private func withDueRuns(_ found: Finding) async throws -> Finding {
        var finding = found
        for run in try await desk.store.runs(dueAt: desk.base.time.now()) where isHere(run.issue) {
            guard !finding.errands.contains(where: { $0.issue == run.issue }) else { continue }
            finding.errands.append(.goOn(run.id, of: run.issue))
        }
        return finding
    }

    /// Notes that there is no run left to be begun on these issues.
    func settle(_ issues: some Sequence<IssueIdentity>) throws {
        var memory = PollMemory(of: repository, in: desk.base.stateFolder)
        let numbers = issues.compactMap { issue -> Int? in
            guard isHere(issue), case .github(_, let number) = issue else { return nil }
            return number
        }
        guard !memory.owed.isDisjoint(with: numbers) else { return }
        memory.owed.subtract(numbers)
        try memory.save()
    }

    private func attend(to number: Int, under settings: SettingsFile, _ finding: inout Finding) async {
        let issue = IssueIdentity.github(repository: repository, number: number)
        do {
            let outcome = try await desk.attend(to: issue, under: settings)
            if only != nil, outcome.issue == nil { finding.failures.append((issue, "it \(AttentionDesk.isGone)")) }
            finding.errands += outcome.starts.map(PollErrand.begin)
            if !outcome.starts.isEmpty || outcome.hasMore { finding.owed.insert(number) }
        } catch ClaimError.held(_, let who) {
            // It does what there is to do; should it die, a later look finds the rest.
            finding.owed.insert(number)
            desk.base.console.note("\(issue) is left alone: \(who) is at work on it.")
        } catch {
            finding.owed.insert(number)
            finding.failures.append((issue, "\(error)"))
        }
    }

    /// The issues whose runs wait for a person: they are listened to though somebody has taken the label off.
    private func waiting() async throws -> [Int] {
        try await desk.store.runs(limit: 1_000, in: .waiting).compactMap { run in
            guard isHere(run.issue), case .github(_, let number) = run.issue else { return nil }
            return number
        }
    }

    private func isHere(_ issue: IssueIdentity) -> Bool {
        guard case .github(let name, let number) = issue else { return false }
        return name.lowercased() == repository.lowercased() && (only ?? number) == number
    }
}
