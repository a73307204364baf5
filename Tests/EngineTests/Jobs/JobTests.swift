import Core
import Engine
import Testing

/// What the machine does about services that work in their own time.
@Suite struct JobTests {
    private static let plan = [
        PlanTask(id: "film", uses: "video"), PlanTask(id: "deliver", uses: "deliver", needs: ["film"]),
    ]

    private static func policy(_ unknown: UnknownOutcomePolicy = .ask) -> EnginePolicy {
        EnginePolicy(
            unknownOutcome: unknown,
            offers: { order in
                guard order.task.uses == "video" else { return nil }
                return [
                    ModelOffer(
                        model: "slow", provider: "p", tier: .balanced, quality: 0.5, price: MicroDollars(900),
                        isRepeatable: false)
                ]
            },
            pace: { $0.task.uses == "video" ? .seconds(7) : nil }, leavesTrace: { $0.task.uses == "video" })
    }

    /// A run whose film has been begun.
    private func begun(deadline: Duration = .seconds(600)) -> MachineHarness {
        var harness = MachineHarness(policy: Self.policy())
        harness.create(Self.plan)
        harness.answer("film", .suspended(token: "job-1", deadline: harness.now + deadline))
        return harness
    }

    private func completion(_ failure: TaskFailure? = nil, tryNumber: Int = 1) -> TaskCompletion {
        TaskCompletion(
            task: "film", tryNumber: tryNumber, token: "job-1", output: ["sha256": "ab"], shortfall: "it is silent",
            failure: failure, spending: Spending(settled: MicroDollars(800)),
            records: [RoomFact(type: "asset.produced", payload: ["key": "01"])])
    }

    /// The run as another process takes it up.
    private func takenUp(_ harness: MachineHarness, after rest: Duration = .zero) -> MachineHarness {
        var next = MachineHarness(resuming: harness.events, policy: Self.policy())
        next.now = harness.now + rest
        next.tell(.resume(holder: "second", byPerson: true))
        return next
    }

    @Test func theRunStaysLiveWhileAJobIsLookedAfter() {
        let harness = begun()
        #expect(harness.looks.map(\.token) == ["job-1"])
        #expect(harness.looks.map(\.rest) == [.seconds(7)])
        #expect(!harness.hasLeft)
        #expect(harness.machine.board.status == .running)
    }

    @Test func anAnswerThatComesInByItselfIsWaitedForOutside() {
        var policy = MachineHarness()
        policy.create(Self.plan)
        policy.answer("film", .suspended(token: "job-1", deadline: policy.now + .seconds(600)))
        #expect(policy.looks.isEmpty)
        #expect(policy.hasLeft)
        #expect(policy.machine.board.status == .waiting)
    }

    @Test func whatTheJobMadeIsRecordedWithItsOutcome() throws {
        var harness = begun()
        harness.look("film", .completed(completion()))
        #expect(harness.machine.board.records.map(\.type) == ["asset.produced"])
        #expect(harness.status("film") == .succeeded)
        #expect(harness.machine.board.spent == MicroDollars(800))
        #expect(harness.machine.board.reserved == .zero)
        #expect(harness.unlooked == ["film"])
        harness.answer("deliver", .done(.null))
        #expect(harness.machine.board.status == .partial)
        #expect(harness.machine.board.reason.contains("silent"))
    }

    @Test func aJobThatFailedIsARecoverableFailureOfItsTry() {
        var harness = begun()
        harness.look("film", .completed(completion(TaskFailure(.transient(after: nil), "the service failed"))))
        #expect(harness.status("film") == .retrying)
    }

    @Test func aLookAtAnEarlierTryChangesNothing() {
        var harness = begun()
        harness.look("film", .completed(completion(TaskFailure(.transient(after: nil), "failed"))))
        harness.now = harness.now + .seconds(30)
        harness.tell(.tick)
        harness.answer("film", .suspended(token: "job-2", deadline: harness.now + .seconds(600)))
        let before = harness.events.count
        harness.look("film", .completed(completion()))
        #expect(harness.events.count == before)
        #expect(harness.status("film") == .waiting)
    }

    @Test func aSignalLeavesTheJobSuspendedAndTheNextProcessLooksAtOnceWithoutBeginningAgain() {
        var harness = begun()
        harness.tell(.interrupt(reason: "SIGINT", force: false))
        #expect(harness.hasLeft)
        #expect(harness.machine.board.status == .queued)
        #expect(harness.status("film") == .waiting)
        #expect(harness.abandoned.isEmpty)
        var next = takenUp(harness)
        #expect(next.looks.map(\.token) == ["job-1"])
        #expect(next.looks.map(\.rest) == [.zero])
        #expect(next.started.isEmpty)
        next.look("film", .completed(completion()))
        #expect(next.status("film") == .succeeded)
        #expect(next.machine.board["film"]?.tries == 1)
    }

    @Test func whatWasDoneWhileNobodyLookedIsTakenThoughItsDeadlineHasPassed() {
        var next = takenUp(begun(), after: .seconds(3_600))
        next.tell(.tick)
        #expect(next.status("film") == .waiting)
        next.look("film", .completed(completion()))
        #expect(next.status("film") == .succeeded)
    }

    /// A process that was held up hears at once of a look before the answer and of the one that has it.
    @Test func aLookThatIsOvertakenByTheAnswerGivesNothingUp() {
        var next = takenUp(begun(), after: .seconds(3_600))
        next.tell(
            .looked("film", tryNumber: 1, .working(after: nil), asked: next.now),
            .looked("film", tryNumber: 1, .completed(completion()), asked: next.now))
        #expect(next.status("film") == .succeeded)
        #expect(next.machine.board.unknown == .zero && next.abandoned.isEmpty)
    }

    /// A process that was held up between a look and hearing of it learns from the next one how things stand.
    @Test func aLookFromBeforeTheDeadlineGivesNothingUpHoweverLateItIsHeard() {
        var harness = begun()
        let asked = harness.now + .seconds(599)
        harness.now = harness.now + .seconds(3_600)
        harness.tell(.looked("film", tryNumber: 1, .working(after: nil), asked: asked), .tick)
        #expect(harness.status("film") == .waiting && harness.abandoned.isEmpty)
        harness.look("film", .completed(completion()))
        #expect(harness.status("film") == .succeeded)
        #expect(harness.machine.board.unknown == .zero)
    }

    @Test func aJobThatNeverEndsIsGivenUpAtItsDeadlineAndCancelledAtItsService() {
        var next = takenUp(begun(), after: .seconds(3_600))
        next.look("film", .working(after: nil))
        next.tell(.tick)
        #expect(next.status("film") == .escalated)
        #expect(next.machine.board.unknown == MicroDollars(900))
        #expect(next.abandoned == ["job-1"])
        #expect(next.unlooked == ["film"])
        #expect(next.machine.board["film"]?.failure?.contains("no answer came in time") == true)
    }

    @Test func aJobThatCannotBeSeenIsNotGivenUpAtItsDeadline() {
        var next = takenUp(begun(), after: .seconds(3_600))
        next.look("film", .unseen(after: nil))
        next.tell(.tick)
        #expect(next.status("film") == .waiting)
        next.look("film", .completed(completion()))
        #expect(next.status("film") == .succeeded)
    }

    @Test func aServiceThatIsGoneDoesNotKeepTheRunForEver() {
        var harness = begun()
        harness.now = harness.now + .seconds(590)
        for _ in 1..<20 { harness.look("film", .unseen(after: nil)) }
        harness.now = harness.now + .seconds(3_609)
        harness.look("film", .unseen(after: nil))
        harness.tell(.tick)
        #expect(harness.status("film") == .waiting)
        harness.now = harness.now + .seconds(1)
        harness.look("film", .unseen(after: nil))
        #expect(harness.status("film") == .escalated)
        #expect(harness.abandoned == ["job-1"])
    }

    /// A computer that slept has no network for its first looks.
    @Test func whatWasHeldUpLooksManyTimesBeforeItGivesUp() {
        var harness = begun()
        harness.look("film", .unseen(after: nil))
        harness.now = harness.now + .seconds(100_000)
        harness.tell(.tick)
        for _ in 2..<20 { harness.look("film", .unseen(after: nil)) }
        #expect(harness.status("film") == .waiting)
        harness.look("film", .completed(completion()))
        #expect(harness.status("film") == .succeeded)
    }

    @Test func whatIsSeenAgainAfterItsDeadlineHasNoMoreTime() {
        var harness = begun()
        harness.look("film", .unseen(after: nil))
        harness.now = harness.now + .seconds(601)
        harness.tell(.tick)
        #expect(harness.status("film") == .waiting)
        harness.look("film", .working(after: nil))
        #expect(harness.status("film") == .escalated)
    }

    @Test func cancellingTellsTheServiceAndLooksNoMore() {
        var harness = begun()
        harness.tell(.cancel(reason: "not wanted", by: "ada"))
        #expect(harness.abandoned == ["job-1"])
        #expect(harness.unlooked == ["film"])
        #expect(harness.machine.board.status == .cancelled)
        #expect(harness.machine.board.unknown == MicroDollars(900))
    }

    // MARK: - A beginning whose answer was lost

    @Test func aBeginningThatACrashCutShortIsLookedForAndNotBookedAsLost() {
        var harness = MachineHarness(policy: Self.policy())
        harness.create(Self.plan)
        var next = takenUp(harness, after: .seconds(60))
        #expect(next.searched.map(\.start) == [harness.now])
        #expect(next.searched.map(\.order.tryNumber) == [1])
        #expect(!next.hasLeft)
        #expect(next.machine.board.reserved == MicroDollars(900))
        next.tell(
            .searched(
                "film", tryNumber: 1,
                .begun(
                    token: "job-1", deadline: next.now + .seconds(600),
                    records: [RoomFact(type: "job.begun", payload: ["token": "job-1"])])))
        #expect(next.status("film") == .waiting)
        #expect(next.looks.map(\.token) == ["job-1"])
        #expect(next.machine.board.records.map(\.type) == ["job.begun"])
        next.look("film", .completed(completion()))
        #expect(next.machine.board.spent == MicroDollars(800))
        #expect(next.started.map(\.task.id) == ["deliver"])
    }

    @Test func whatTheServiceDoesNotListIsUnknownAsItMayStillCome() {
        var next = takenUp(lost())
        next.tell(.searched("film", tryNumber: 1, .nothing))
        #expect(next.status("film") == .escalated)
        #expect(next.machine.board.unknown == MicroDollars(900))
        #expect(next.machine.board["film"]?.failure?.contains("list does not have it") == true)
    }

    @Test func whatCannotBeToldIsUnknownAndAskedAbout() {
        var next = takenUp(lost())
        next.tell(.searched("film", tryNumber: 1, .unknown(reason: "two jobs fit")))
        #expect(next.status("film") == .escalated)
        #expect(next.machine.board.unknown == MicroDollars(900))
        #expect(next.machine.board["film"]?.failure?.contains("two jobs fit") == true)
    }

    @Test func anAnswerThatWasCutOffIsLookedForToo() {
        var harness = MachineHarness(policy: Self.policy())
        harness.create(Self.plan)
        harness.answer("film", .failed(TaskFailure(.unknownOutcome, "the connection was cut")))
        #expect(harness.searched.map(\.order.task.id) == ["film"])
        #expect(harness.machine.board.unknown == .zero)
        harness.tell(.searched("film", tryNumber: 1, .unknown(reason: "its list can't be had")))
        #expect(harness.machine.board.unknown == MicroDollars(900))
        #expect(harness.machine.board["film"]?.failure == "the connection was cut; its list can't be had")
    }

    @Test func aForcedStopLeavesTheSearchToTheNextProcess() {
        var harness = MachineHarness(policy: Self.policy())
        harness.create(Self.plan)
        harness.tell(.interrupt(reason: "SIGINT", force: true))
        #expect(harness.hasLeft)
        #expect(harness.machine.board.unknown == .zero)
        let next = takenUp(harness)
        #expect(next.searched.map(\.order.task.id) == ["film"])
    }

    @Test func cancellingWhileItIsLookedForBooksItAsUnknown() {
        var next = takenUp(lost())
        next.tell(.cancel(reason: "not wanted", by: "ada"))
        #expect(next.machine.board.status == .cancelled)
        #expect(next.machine.board.unknown == MicroDollars(900))
    }

    @Test func anAnswerThatOvertakesTheSearchIsTakenOnceItIsFound() {
        var next = takenUp(lost())
        next.tell(.letter(1, .completion(completion())))
        #expect(next.taken.isEmpty)
        next.tell(.searched("film", tryNumber: 1, .begun(token: "job-1", deadline: next.now + .seconds(9))))
        #expect(next.taken == [1])
        #expect(next.status("film") == .succeeded)
    }

    /// A run whose process died while the film was being begun.
    private func lost() -> MachineHarness {
        var harness = MachineHarness(policy: Self.policy())
        harness.create(Self.plan)
        return harness
    }

    // MARK: - The inbox

    @Test func aCompletionCarriesItsRecordsThroughTheInbox() throws {
        let letter = Letter.completion(completion())
        #expect(try Letter(letter.entry()) == letter)
    }

    @Test func recordsThatCallThemselvesTheEnginesAreDropped() throws {
        let forged = TaskCompletion(
            task: "film", tryNumber: 1, token: "job-1", output: .null, failure: nil,
            records: [
                RoomFact(type: "task.succeeded", payload: .null), RoomFact(type: "asset.produced", payload: .null),
            ])
        guard case .completion(let read) = try Letter(Letter.completion(forged).entry()) else {
            Issue.record("it is no completion any more")
            return
        }
        #expect(read.records.map(\.type) == ["asset.produced"])
    }
}
