import Core
import Store
import TestSupport
import Testing

/// What every `EventFeed` must do; run against each that there is.
@Suite struct EventFeedContractTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func log(_ kind: RunLogContractTests.Kind) throws -> any RunLog & EventFeed {
        switch kind {
        case .sqlite: try SQLiteStore(in: folder.path)
        case .memory: MemoryRunLog()
        }
    }

    private func begun(_ kind: RunLogContractTests.Kind) async throws -> any RunLog & EventFeed {
        let log = try log(kind)
        try await log.create(Samples.batch(1...3))
        try await log.create(Samples.batch(1...1, of: Samples.id(2), issue: .file(path: "/b.md")))
        try await log.append(Samples.batch(4...5))
        try await log.append(Samples.batch(2...2, of: Samples.id(2), issue: .file(path: "/b.md")))
        return log
    }

    /// Run and sequence of each event, in order.
    private func names(_ appends: [Append]) -> [String] {
        appends.flatMap { append in append.events.map { "\($0.run == Samples.run ? "a" : "b")\($0.sequence)" } }
    }

    @Test(arguments: RunLogContractTests.Kind.allCases)
    func everyEventComesOnceInTheOrderOfTheCommits(kind: RunLogContractTests.Kind) async throws {
        let log = try await begun(kind)
        let all = try await log.appends(after: 0, limit: 100)
        #expect(names(all) == ["a1", "a2", "a3", "b1", "a4", "a5", "b2"])
        #expect(all.map(\.events.count) == [3, 1, 2, 1])
        #expect(all.map(\.position) == all.map(\.position).sorted())
        for (index, append) in all.enumerated() {
            let rest = try await log.appends(after: append.position, limit: 100)
            #expect(rest == Array(all[(index + 1)...]))
        }
        #expect(try await log.appends(after: 0, limit: 2) == Array(all[..<2]))
    }

    @Test(arguments: RunLogContractTests.Kind.allCases)
    func whatIsRefusedIsSeenByNobody(kind: RunLogContractTests.Kind) async throws {
        let log = try await begun(kind)
        await #expect(throws: RunLogError.self) { try await log.append(Samples.batch(9...9)) }
        await #expect(throws: RunLogError.self) { try await log.create(Samples.batch(1...1, of: Samples.id(3))) }
        #expect(try await log.appends(after: 0, limit: 100).count == 4)
    }

    @Test(arguments: RunLogContractTests.Kind.allCases)
    func subscriberGoesOnWhereItNoted(kind: RunLogContractTests.Kind) async throws {
        let log = try log(kind)
        #expect(try await log.position(of: "page") == 0)
        try await log.advance("page", to: 7)
        try await log.advance("page", to: 5)
        try await log.advance("mail", to: 2)
        #expect(try await log.position(of: "page") == 7)
        #expect(try await log.position(of: "mail") == 2)
        if kind == .sqlite { #expect(try await SQLiteStore(in: folder.path).position(of: "page") == 7) }
    }

    @Test(arguments: RunLogContractTests.Kind.allCases)
    func followerIsWokenByACommitOfItsOwnProcess(kind: RunLogContractTests.Kind) async throws {
        let log = try log(kind)
        // Its clock stands still: only the commit itself can wake it.
        async let seen = Self.events(4, of: log)
        try await log.create(Samples.batch(1...3))
        await Task.yield()
        try await log.append(Samples.batch(4...4))
        #expect(try await seen.map(\.sequence) == [1, 2, 3, 4])
    }

    private static func events(_ count: Int, of feed: any EventFeed) async throws -> [StoredEvent] {
        var follower = EventFollower(feed, after: 0, time: StandingTime())
        var seen: [StoredEvent] = []
        while seen.count < count { seen += try await follower.next().flatMap(\.events) }
        return seen
    }

    @Test(arguments: RunLogContractTests.Kind.allCases)
    func waitEndsWhenItIsCancelled(kind: RunLogContractTests.Kind) async throws {
        let log = try log(kind)
        let following = Task {
            var follower = EventFollower(log, after: 0, time: StandingTime())
            _ = try await follower.next()
        }
        following.cancel()
        await #expect(throws: CancellationError.self) { try await following.value }
    }

    @Test func commitOfAnotherProcessIsSeen() async throws {
        let ours = try SQLiteStore(in: folder.path)
        let theirs = try SQLiteStore(in: folder.path)
        let mark = try await ours.mark()
        #expect(try await ours.mark() == mark)
        try await theirs.create(Samples.batch(1...1))
        #expect(try await ours.mark() != mark)
        var follower = EventFollower(ours, after: 0, time: HurriedTime())
        #expect(try await follower.next().count == 1)
        async let next = follower.next()
        try await theirs.append(Samples.batch(2...2))
        #expect(try await next.flatMap(\.events).map(\.sequence) == [2])
    }

    @Test func severalWritersAndReadersAgreeOnOneOrder() async throws {
        let path = folder.path
        let store = try SQLiteStore(in: path)
        let runs = (1...8).map { Samples.id(Int64($0)) }
        let orders = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 1...3 {
                group.addTask {
                    var follower = EventFollower(try SQLiteStore(in: path), after: 0, time: HurriedTime())
                    var seen: [String] = []
                    while seen.count < 8 * 30 {
                        seen += try await follower.next().flatMap(\.events).map { "\($0.run) \($0.sequence)" }
                    }
                    return seen
                }
            }
            for run in runs {
                group.addTask {
                    let issue = IssueIdentity.file(path: "/\(run).md")
                    try await store.create(Samples.batch(1...1, of: run, issue: issue))
                    for sequence in 2...30 {
                        try await store.append(Samples.batch(sequence...sequence, of: run, issue: issue))
                    }
                    return []
                }
            }
            return try await group.reduce(into: [[String]]()) { if !$1.isEmpty { $0.append($1) } }
        }
        #expect(orders.count == 3)
        #expect(Set(orders).count == 1)
        #expect(Set(orders[0]).count == 240)
    }
}
