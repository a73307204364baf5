import Core
import GitHub
import HTTP
import Synchronization
import TestSupport
import Testing

/// What reaches GitHub of many writes at once, and when.
@Suite struct PacedWriteTests {
    private func marker(_ number: Int) -> CommentMarker { CommentMarker(name: "part:\(number)") }

    /// Notes the time, by the clock of the test, at which each call arrives that is not a question.
    private func times(of fixture: Fixture) -> @Sendable () -> [Timestamp] {
        let times = Journal()
        fixture.standIn.watch { request, answer in
            if request.method != "GET" { times.add(fixture.time.now()) }
            return await answer()
        }
        return { times.all }
    }

    private final class Journal: Sendable {
        private let entries = Mutex<[Timestamp]>([])
        var all: [Timestamp] { entries.withLock { $0 } }
        func add(_ time: Timestamp) { entries.withLock { $0.append(time) } }
    }

    @Test func delaysNoFirstWriteAndNoQuestion() async throws {
        let fixture = try Fixture()
        _ = try await fixture.tracker.issue(fixture.issue)
        _ = try await fixture.tracker.putComment("one", marker: marker(1), on: fixture.issue)
        for _ in 0..<50 { _ = try await fixture.tracker.issue(fixture.issue) }
        #expect(fixture.time.sleeps.isEmpty)
    }

    @Test func restsASecondBetweenWrites() async throws {
        let fixture = try Fixture()
        let times = times(of: fixture)
        for number in 1...3 {
            _ = try await fixture.tracker.putComment("one", marker: marker(number), on: fixture.issue)
        }
        try await fixture.tracker.addLabels(["a"], to: fixture.issue)
        try await fixture.tracker.removeLabel("a", from: fixture.issue)
        #expect(fixture.time.sleeps == [.seconds(1), .seconds(1), .seconds(1), .seconds(1)])
        #expect(zip(times(), times().dropFirst()).allSatisfy { $1 - $0 >= .seconds(1) })
    }

    @Test func sharesOnePaceAmongTheTrackersOfOneSignIn() async throws {
        let fixture = try Fixture()
        let pacing = WritePacing()
        for number in 1...2 {
            let tracker = GitHubTracker(
                client: GitHubClient(
                    apiURL: fixture.standIn.url, token: GitHubStandIn.token, http: HTTPClient(userAgent: "tests"),
                    time: fixture.time, pacing: pacing))
            _ = try await tracker.putComment("one", marker: marker(number), on: fixture.issue)
        }
        #expect(fixture.time.sleeps == [.seconds(1)])
    }

    /// Two hundred assets that each have something to say about one run are one comment, and few edits.
    @Test func makesOneCommentOfTwoHundredStates() async throws {
        let fixture = try Fixture()
        let tracker = fixture.tracker
        _ = try await tracker.putComment("0 of 200", marker: marker(1), on: fixture.issue)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for done in 1...200 {
                group.addTask {
                    _ = try await tracker.putComment("\(done) of 200", marker: marker(1), on: fixture.issue)
                }
            }
            try await group.waitForAll()
        }
        _ = try await tracker.putComment("200 of 200", marker: marker(1), on: fixture.issue)
        #expect(fixture.comments.count == 1)
        #expect(fixture.bodies.last?.hasSuffix("200 of 200") == true)
        // As many as came while one was on its way are one more.
        #expect(fixture.calls.count { $0.hasPrefix("PATCH") } < 200)
    }

    @Test func postsOneCommentForManyAtOnce() async throws {
        let fixture = try Fixture()
        let tracker = fixture.tracker
        try await withThrowingTaskGroup(of: Void.self) { group in
            for done in 1...200 {
                group.addTask {
                    _ = try await tracker.putComment("\(done) of 200", marker: marker(1), on: fixture.issue)
                }
            }
            try await group.waitForAll()
        }
        #expect(fixture.comments.count == 1)
        #expect(fixture.calls.count { $0.hasPrefix("POST") } == 1)
    }

    /// While one edit is on its way the next ones wait, and are made as one: the last.
    @Test func mergesEditsThatWaitAndLandsTheLast() async throws {
        let fixture = try Fixture()
        let tracker = fixture.tracker
        _ = try await tracker.putComment("zero", marker: marker(1), on: fixture.issue)
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let (gates, gate) = AsyncStream.makeStream(of: Void.self)
        let isFirst = Mutex(true)
        fixture.standIn.watch { request, answer in
            guard request.method == "PATCH",
                isFirst.withLock({ first in
                    defer { first = false }
                    return first
                })
            else {
                return await answer()
            }
            arrived.yield()
            for await _ in gates { break }
            return await answer()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await tracker.putComment("one", marker: marker(1), on: fixture.issue) }
            for await _ in arrivals { break }
            for number in 2...20 {
                group.addTask {
                    _ = try await tracker.putComment("state \(number)", marker: marker(1), on: fixture.issue)
                }
                await fixture.settle()
            }
            gate.yield()
            try await group.waitForAll()
        }
        #expect(fixture.calls.count { $0.hasPrefix("PATCH") } == 2)
        #expect(fixture.bodies.last?.hasSuffix("state 20") == true)
    }

    /// An edit that met trouble must not be repeated over a newer one.
    @Test func neverRepeatsAnOlderEditOverANewerOne() async throws {
        let fixture = try Fixture()
        let tracker = fixture.tracker
        _ = try await tracker.putComment("zero", marker: marker(1), on: fixture.issue)
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let (gates, gate) = AsyncStream.makeStream(of: Void.self)
        let isFirst = Mutex(true)
        fixture.standIn.watch { request, answer in
            guard request.method == "PATCH",
                isFirst.withLock({ first in
                    defer { first = false }
                    return first
                })
            else {
                return await answer()
            }
            arrived.yield()
            for await _ in gates { break }
            return LoopbackReply(502)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await tracker.putComment("old", marker: marker(1), on: fixture.issue) }
            for await _ in arrivals { break }
            group.addTask { _ = try await tracker.putComment("new", marker: marker(1), on: fixture.issue) }
            await fixture.settle()
            gate.yield()
            try await group.waitForAll()
        }
        #expect(fixture.bodies.last?.hasSuffix("new") == true)
        #expect(fixture.calls.count { $0.hasPrefix("PATCH") } == 2)
    }

    @Test func handsAWriteOnWhereItsOwnerIsCancelled() async throws {
        let fixture = try Fixture()
        let tracker = fixture.tracker
        _ = try await tracker.putComment("zero", marker: marker(1), on: fixture.issue)
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let (gates, gate) = AsyncStream.makeStream(of: Void.self)
        fixture.standIn.watch { request, answer in
            guard request.path.hasSuffix("/labels") else { return await answer() }
            arrived.yield()
            for await _ in gates { break }
            return await answer()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await tracker.addLabels(["busy"], to: fixture.issue) }
            for await _ in arrivals { break }
            let owner = Task { try await tracker.putComment("one", marker: marker(1), on: fixture.issue) }
            await fixture.settle()
            group.addTask { _ = try await tracker.putComment("two", marker: marker(1), on: fixture.issue) }
            await fixture.settle()
            owner.cancel()
            await #expect(throws: TrackerError.self) { try await owner.value }
            gate.yield()
            try await group.waitForAll()
        }
        #expect(fixture.bodies.last?.hasSuffix("two") == true)
    }

    @Test func makesNothingMoreWhileGitHubWantsPatience() async throws {
        let fixture = try Fixture()
        fixture.standIn.fail(
            StandInFailure(
                .json(
                    403, #"{"message":"You have exceeded a secondary rate limit"}"#, headers: [("Retry-After", "90")]),
                method: "POST"))
        await #expect(throws: TrackerError.throttled(after: .seconds(90))) {
            try await fixture.tracker.putComment("one", marker: marker(1), on: fixture.issue)
        }
        let calls = fixture.calls.count
        await #expect(throws: TrackerError.throttled(after: .seconds(90))) {
            try await fixture.tracker.addLabels(["a"], to: fixture.issue)
        }
        await #expect(throws: TrackerError.throttled(after: .seconds(90))) {
            try await fixture.tracker.issue(fixture.issue)
        }
        #expect(fixture.calls.count == calls)
        fixture.time.advance(by: .seconds(90))
        _ = try await fixture.tracker.putComment("one", marker: marker(1), on: fixture.issue)
        #expect(fixture.comments.count == 1)
    }

    @Test func saysHowLongWhereTheHourIsUsedUp() async throws {
        let fixture = try Fixture()
        let tracker = GitHubTracker(
            client: GitHubClient(
                apiURL: fixture.standIn.url, token: GitHubStandIn.token, http: HTTPClient(userAgent: "tests"),
                time: fixture.time, pacing: WritePacing(WritePace.Limits(hour: 20))))
        for number in 1...20 { _ = try await tracker.react(.eyes, to: Int64(number), on: fixture.issue) }
        let writes = fixture.calls.count { !$0.hasPrefix("GET") }
        await #expect {
            try await tracker.putComment("one", marker: marker(1), on: fixture.issue)
        } throws: { error in
            guard case .throttled(let wait?) = error as? TrackerError else { return false }
            return wait > .seconds(3_500) && wait <= .seconds(3_600)
        }
        #expect(fixture.calls.count { !$0.hasPrefix("GET") } == writes)
    }
}
