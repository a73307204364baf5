import Core
import GitHub
import TestSupport
import Testing

/// A check run on a delivered commit: made once, brought up to date, with every remark once.
@Suite struct CheckRunTests {
    private let app = StandInAccount("showrunner[bot]", type: "Bot", mayAskWhoItIs: false)
    private let commit = String(repeating: "ab", count: 20)

    private func check(
        _ conclusion: CheckReport.Conclusion, remarks: Int = 0, title: String = "3 of 3 passed"
    ) throws -> CheckReport {
        CheckReport(
            repository: Fixture.name, commit: commit, name: "Showrunner",
            run: try #require(RunID("run_" + String(repeating: "0", count: 26))), conclusion: conclusion,
            page: "https://github.com/acme/posters/issues/12", title: title, summary: "All *well*.",
            annotations: (0..<remarks).map {
                CheckReport.Annotation(path: "assets/\($0).png", level: .notice, title: "\($0)", message: "fine")
            }, actions: [.retryFailed])
    }

    @Test func makesOneAndChangesThat() async throws {
        let fixture = try Fixture(account: app)
        try await fixture.tracker.report(check(.neutral, title: "Waiting for a person"))
        try await fixture.tracker.report(check(.success, remarks: 3))
        try await fixture.secondTracker().report(check(.success, remarks: 3))
        let checks = fixture.standIn.checks(of: Fixture.name)
        #expect(checks.count == 1)
        #expect(checks.first?.conclusion == "success")
        #expect(checks.first?.status == "completed")
        #expect(checks.first?.title == "3 of 3 passed")
        #expect(checks.first?.annotations.count == 3)
        #expect(checks.first?.edits == 1)
    }

    @Test(arguments: [1, 50, 51, 200])
    func sendsEveryRemarkOnceFiftyAtATime(remarks: Int) async throws {
        let fixture = try Fixture(account: app)
        try await fixture.tracker.report(check(.failure, remarks: remarks))
        let made = try #require(fixture.standIn.checks(of: Fixture.name).first)
        #expect(made.annotations.compactMap { $0["path"]?.string } == (0..<remarks).map { "assets/\($0).png" })
        #expect(made.conclusion == "failure")
        let writes = fixture.calls.count { !$0.hasPrefix("GET") }
        #expect(writes == (remarks + 49) / 50)
    }

    /// The process dies, or GitHub breaks off, between two requests of one report.
    @Test func goesOnWhereItWasBrokenOff() async throws {
        let fixture = try Fixture(account: app)
        fixture.standIn.fail(StandInFailure(LoopbackReply(502), method: "PATCH", isCarriedOut: true))
        await #expect(throws: TrackerError.self) { try await fixture.tracker.report(check(.success, remarks: 120)) }
        try await fixture.secondTracker().report(check(.success, remarks: 120))
        let made = try #require(fixture.standIn.checks(of: Fixture.name).first)
        #expect(made.annotations.count == 120)
        #expect(Set(made.annotations.compactMap { $0["path"]?.string }).count == 120)
        #expect(made.conclusion == "success")
    }

    @Test(arguments: [LoopbackReply.hangUp, LoopbackReply(502)])
    func looksForItBeforeItMakesItAgain(reply: LoopbackReply) async throws {
        let fixture = try Fixture(account: app)
        fixture.standIn.fail(StandInFailure(reply, method: "POST", isCarriedOut: true))
        try await fixture.tracker.report(check(.neutral))
        #expect(fixture.standIn.checks(of: Fixture.name).count == 1)
    }

    @Test func isSilentWhereOnlyAppsMay() async throws {
        let fixture = try Fixture()
        try await fixture.tracker.report(check(.neutral))
        try await fixture.tracker.report(check(.success))
        #expect(fixture.standIn.checks(of: Fixture.name).isEmpty)
        #expect(fixture.calls.count { $0.hasPrefix("POST") } == 1)
    }

    @Test func leavesTheCheckOfAnotherRunAlone() async throws {
        let fixture = try Fixture(account: app)
        try await fixture.tracker.report(check(.failure))
        var bits = SplitMix64(seed: 9)
        let first = try check(.success)
        try await fixture.tracker.report(
            CheckReport(
                repository: first.repository, commit: first.commit, name: first.name,
                run: RunID(at: fixture.time.now(), using: &bits), conclusion: .success, page: nil, title: "ok",
                summary: "ok", annotations: [], actions: []))
        #expect(fixture.standIn.checks(of: Fixture.name).map(\.conclusion) == ["failure", "success"])
    }

    @Test func keepsToWhatAButtonMayHold() {
        let action = CheckReport.Action.retryFailed
        #expect(action.label.count <= 20)
        #expect(action.description.count <= 40)
        #expect(action.identifier.count <= 20)
    }

    @Test func takesOutWhatWouldActInsteadOfBeingRead() async throws {
        let fixture = try Fixture(account: app)
        let plain = try check(.failure)
        try await fixture.tracker.report(
            CheckReport(
                repository: plain.repository, commit: plain.commit, name: plain.name, run: plain.run,
                conclusion: .failure, page: nil, title: "a\u{1b}[31mb\u{202e}c", summary: "s",
                annotations: [
                    CheckReport.Annotation(
                        path: "a.png", level: .failure, title: "x\u{7}\ny", message: "1\u{1b}]0;\n2\u{200b}")
                ], actions: []))
        let made = try #require(fixture.standIn.checks(of: Fixture.name).first)
        #expect(made.title == "a[31mbc")
        #expect(made.annotations.first?["title"]?.string == "x y")
        #expect(made.annotations.first?["message"]?.string == "1]0;\n2")
    }
}
