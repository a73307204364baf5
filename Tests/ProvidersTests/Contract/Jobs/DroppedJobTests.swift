import Core
import Providers
import TestSupport
import Testing

/// A connection may break at any stage of an exchange about a job: none is ever begun twice, and what is free is asked again.
@Suite struct DroppedJobTests {
    /// What is asked of a job that costs nothing.
    enum Question: String, CaseIterable { case look, find, cancel }

    @Test(arguments: JobWire.allCases, DroppingServer.Stage.allCases)
    func aBeginningIsSentOnceWhereverTheConnectionBreaks(wire: JobWire, stage: DroppingServer.Stage) async throws {
        let server = try DroppingServer(at: stage, after: wire.questions)
        defer { server.stop() }
        let time = ManualTime()
        let worker = try wire.worker(at: server.url, time)
        let error = await #expect(throws: ProviderError.self) { try await worker.begin() }
        switch try #require(error) {
        // Whether a connection that is reset at once was one yet, each side may see otherwise; nothing went over it.
        case .unavailable: #expect([.refused, .beforeAccept].contains(stage), "else a byte may have arrived")
        case .unknownOutcome: #expect(stage != .refused)
        default: Issue.record("\(String(describing: error))")
        }
        #expect(server.counts.connections == (stage == .refused ? 0 : 1))
        #expect(server.counts.wholeRequests == (stage.isAfterRequest ? 1 : 0))
        #expect(time.sleeps.isEmpty)
    }

    @Test(arguments: JobWire.allCases.filter { !$0.questions.isEmpty }, DroppingServer.Stage.allCases)
    func whatIsAskedBeforeABeginningIsFreeAndNothingIsBegunWithoutIt(
        wire: JobWire, stage: DroppingServer.Stage
    ) async throws {
        let server = try DroppingServer(at: stage)
        defer { server.stop() }
        let time = ManualTime()
        let worker = try wire.worker(at: server.url, time)
        let error = await #expect(throws: ProviderError.self) { try await worker.begin() }
        guard case .unavailable = try #require(error) else { throw JobBench.Unexpected() }
        #expect(time.sleeps.count == 2)
    }

    @Test(
        arguments: JobWire.allCases.flatMap { wire in Question.allCases.map { (wire, $0) } },
        DroppingServer.Stage.allCases)
    func whatIsFreeIsAskedThreeTimesAndSaysNothingAboutTheJob(
        about: (wire: JobWire, question: Question), stage: DroppingServer.Stage
    ) async throws {
        let (wire, question) = about
        let server = try DroppingServer(at: stage)
        defer { server.stop() }
        let time = ManualTime()
        let worker = try wire.worker(at: server.url, time)
        if question == .find, !wire.hasList {
            #expect(try await worker.find() == nil)
            #expect(server.counts.connections == 0)
            return
        }
        let error = await #expect(throws: ProviderError.self) {
            switch question {
            case .look: _ = try await worker.service.look(at: wire.token)
            case .find: _ = try await worker.find()
            case .cancel: try await worker.service.cancel(wire.token)
            }
        }
        guard case .unavailable = try #require(error) else { throw JobBench.Unexpected() }
        #expect(time.sleeps.count == 2)
        // Whoever goes away without looking does so once.
        if stage != .refused, stage != .beforeAccept { #expect(server.counts.connections == 3) }
    }

    /// fal tells of a job that is done and of what it made in two answers.
    @Test(arguments: [JobWire.falPicture, .falVideo], DroppingServer.Stage.allCases)
    func aResultIsAskedForThreeTimes(wire: JobWire, stage: DroppingServer.Stage) async throws {
        let server = try DroppingServer(at: stage, after: [#"{"status":"COMPLETED"}"#])
        defer { server.stop() }
        let time = ManualTime()
        let worker = try wire.worker(at: server.url, time)
        let error = await #expect(throws: ProviderError.self) { _ = try await worker.service.look(at: wire.token) }
        guard case .unavailable = try #require(error) else { throw JobBench.Unexpected() }
        #expect(time.sleeps.count == 2)
    }
}
