import Core
import Store
import TestSupport
import Testing

/// How every `RunLog` keeps runs together under the budgets that they share.
@Suite struct LedgerContractTests {
    enum Kind: CaseIterable { case sqlite, memory }

    private static let today = 20_000
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func log(_ kind: Kind) throws -> any RunLog {
        switch kind {
        case .sqlite: try SQLiteStore(in: folder.path)
        case .memory: MemoryRunLog()
        }
    }

    private func batch(
        _ sequence: Int, of run: Int64, issue: IssueIdentity = Samples.issue, author: String = "octocat",
        status: RunStatus = .running, day: Int = today, booked: Int64 = 0, reserved: Int64 = 0,
        under limits: [BudgetLimit] = []
    ) -> EventBatch {
        let id = Samples.id(run)
        let plain = Samples.summary(of: id, issue: issue, status: status, last: sequence)
        let summary = RunSummary(
            id: id, issue: issue, issueTitle: "", author: author, status: status, requestDigest: "d",
            createdAt: plain.createdAt, finishedAt: plain.finishedAt, reserved: MicroDollars(reserved),
            spent: MicroDollars(booked), unknown: .zero, budget: nil, assets: 0, lastSequence: sequence)
        return EventBatch(
            run: id, events: [Samples.event(sequence, of: id)], summary: summary, tasks: [], outbox: [],
            ledger: LedgerEntry(day: day, booked: MicroDollars(booked), reserved: MicroDollars(reserved)),
            limits: limits)
    }

    private func limit(_ scope: BudgetScope, _ key: String, _ amount: Int64) -> BudgetLimit {
        BudgetLimit(scope, key: key, amount: MicroDollars(amount))
    }

    private static let other = IssueIdentity.github(repository: "octo/lighthouse", number: 8)
    private static let elsewhere = IssueIdentity.github(repository: "octo/pier", number: 7)

    @Test(arguments: Kind.allCases) func theReservationThatWouldPassABudgetIsRefusedAndNothingIsWritten(
        kind: Kind
    ) async throws {
        let log = try log(kind)
        let shared = limit(.repository, "octo/lighthouse", 100)
        try await log.create(batch(1, of: 1, booked: 20, reserved: 40))
        await #expect(throws: RunLogError.overBudget(.repository, others: MicroDollars(60))) {
            try await log.create(batch(1, of: 2, issue: Self.other, reserved: 41, under: [shared]))
        }
        await #expect(throws: RunLogError.unknownRun(Samples.id(2))) {
            _ = try await log.events(of: Samples.id(2), after: 0)
        }
        try await log.create(batch(1, of: 2, issue: Self.other, reserved: 40, under: [shared]))
        await #expect(throws: RunLogError.overBudget(.repository, others: MicroDollars(60))) {
            try await log.append(batch(2, of: 2, issue: Self.other, booked: 10, reserved: 31, under: [shared]))
        }
        #expect(try await log.events(of: Samples.id(2), after: 0).count == 1)
        #expect(try await log.totals(of: [shared], besides: Samples.id(1)) == [.repository: MicroDollars(40)])
    }

    @Test(arguments: Kind.allCases) func whatIsGivenBackIsThereForOthers(kind: Kind) async throws {
        let log = try log(kind)
        let shared = limit(.person, "octocat", 50)
        try await log.create(batch(1, of: 1, reserved: 40, under: [shared]))
        try await log.append(batch(2, of: 1, booked: 10))
        try await log.create(batch(1, of: 2, issue: Self.other, reserved: 40, under: [shared]))
    }

    @Test(arguments: Kind.allCases) func whatIsOverAlreadyIsStillWrittenDown(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(batch(1, of: 1, reserved: 40, under: [limit(.person, "octocat", 50)]))
        try await log.append(batch(2, of: 1, booked: 70))
        let total = try await log.totals(of: [limit(.person, "octocat", 50)], besides: Samples.id(9))
        #expect(total == [.person: MicroDollars(70)])
    }

    @Test(arguments: Kind.allCases) func eachScopeCountsItsOwn(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(batch(1, of: 1, status: .succeeded, booked: 1))
        try await log.create(batch(1, of: 2, author: "ada", booked: 10))
        try await log.create(batch(1, of: 3, issue: Self.other, booked: 100))
        try await log.create(
            batch(1, of: 4, issue: Self.elsewhere, day: Self.today - 1, booked: 1000, reserved: 20_000))
        let totals = try await log.totals(
            of: [
                limit(.issue, "octo/lighthouse#7", 0), limit(.person, "octocat", 0),
                limit(.repository, "octo/lighthouse", 0), limit(.day, "\(Self.today)", 0),
            ], besides: Samples.id(9))
        #expect(
            totals == [
                .issue: MicroDollars(11), .person: MicroDollars(21_101), .repository: MicroDollars(111),
                .day: MicroDollars(20_111),
            ], "what is reserved counts for every day, for it may be settled on any")
    }

    @Test(arguments: Kind.allCases) func aRunCountsOnEachDayWhatItBookedThen(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(batch(1, of: 1, booked: 5, reserved: 9))
        try await log.append(batch(2, of: 1, day: Self.today + 1, booked: 7, reserved: 2))
        for (day, amount) in [(Self.today, 7), (Self.today + 1, 9), (Self.today + 2, 2)] as [(Int, Int64)] {
            let totals = try await log.totals(of: [limit(.day, "\(day)", 0)], besides: Samples.id(9))
            #expect(totals == [.day: MicroDollars(amount)])
        }
        let issue = try await log.totals(of: [limit(.issue, "octo/lighthouse#7", 0)], besides: Samples.id(9))
        #expect(issue == [.issue: MicroDollars(14)])
    }

    /// Two stores on one file, as two processes have them: whoever comes, the budget is never passed.
    @Test func twoProcessesThatReserveAtOnceNeverPassTheBudget() async throws {
        let shared = limit(.repository, "octo/lighthouse", 250)
        let stores = [try SQLiteStore(in: folder.path), try SQLiteStore(in: folder.path)]
        let made = await withTaskGroup(of: Bool.self) { group in
            for number in 1...40 {
                group.addTask {
                    let issue = IssueIdentity.github(repository: "octo/lighthouse", number: number)
                    let first = batch(1, of: Int64(number), issue: issue, reserved: 10, under: [shared])
                    do throws(RunLogError) {
                        try await stores[number % 2].create(first)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 25)
        #expect(try await stores[0].totals(of: [shared], besides: Samples.id(99)) == [.repository: MicroDollars(250)])
    }

    /// Each run reserves, settles for less and reserves again; the sum is looked at after every step.
    @Test func underManyReservationsAndSettlementsTheSumStaysUnderTheBudget() async throws {
        let shared = limit(.day, "\(Self.today)", 100)
        let stores = [try SQLiteStore(in: folder.path), try SQLiteStore(in: folder.path)]
        await withTaskGroup(of: Void.self) { group in
            for number in 1...8 {
                group.addTask {
                    let store = stores[number % 2]
                    let issue = IssueIdentity.github(repository: "octo/lighthouse", number: number)
                    var booked: Int64 = 0
                    do {
                        try await store.create(batch(1, of: Int64(number), issue: issue))
                        for step in 1...6 {
                            try await store.append(
                                batch(
                                    2 * step, of: Int64(number), issue: issue, booked: booked, reserved: 7,
                                    under: [shared]))
                            let total = try await store.totals(of: [shared], besides: Samples.id(99))[.day] ?? .zero
                            #expect(total <= shared.amount)
                            booked += 3
                            try await store.append(
                                batch(2 * step + 1, of: Int64(number), issue: issue, booked: booked))
                        }
                    } catch RunLogError.overBudget {
                        return  // There was no room; that is what it is for.
                    } catch {
                        Testing.Issue.record(error)
                    }
                }
            }
        }
        let total = try await stores[0].totals(of: [shared], besides: Samples.id(99))[.day] ?? .zero
        #expect(total <= shared.amount)
        #expect(total >= MicroDollars(90), "and it is made use of")
    }

    /// Answers that come late say what a try cost that was booked on an earlier day.
    @Test(arguments: Kind.allCases) func anEarlierDayIsCorrectedAndTheReservationKept(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(batch(1, of: 1, day: Self.today - 2, booked: 50))
        let plain = batch(2, of: 1, booked: 36, reserved: 7)
        try await log.append(
            EventBatch(
                run: plain.run, events: plain.events, summary: plain.summary, tasks: [], outbox: [],
                ledger: LedgerEntry(day: Self.today, booked: .zero, reserved: MicroDollars(7)),
                corrections: [LedgerEntry(day: Self.today - 2, booked: MicroDollars(36), reserved: .zero)]))
        let limits = [
            limit(.repository, "octo/lighthouse", 0), limit(.day, "\(Self.today)", 0),
        ]
        let expected: [BudgetScope: MicroDollars] = [.repository: MicroDollars(43), .day: MicroDollars(7)]
        #expect(try await log.totals(of: limits, besides: Samples.id(99)) == expected)
        let earlier = limit(.day, "\(Self.today - 2)", 0)
        #expect(try await log.totals(of: [earlier], besides: Samples.id(99)) == [.day: MicroDollars(43)])
    }

    @Test func whatARebuildIsGivenReplacesTheLedger() async throws {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(batch(1, of: 1, booked: 5, reserved: 9))
        try await store.rebuild(
            Samples.run, summary: Samples.summary(last: 1), tasks: [],
            ledger: [LedgerEntry(day: Self.today, booked: MicroDollars(3), reserved: .zero)])
        let shared = limit(.repository, "octo/lighthouse", 0)
        #expect(try await store.totals(of: [shared], besides: Samples.id(99)) == [.repository: MicroDollars(3)])
    }
}
