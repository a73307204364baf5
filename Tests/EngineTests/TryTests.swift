import Core
import Testing

@testable import Engine

@Suite struct TryTests {
    /// Works until it is told to stop.
    private struct PatientAgent: Agent {
        let name = "patient"

        func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
            let stop = FirstAnswer<Bool>()
            await withTaskCancellationHandler {
                _ = await stop.take()
            } onCancel: {
                stop.give(true)
            }
            return AgentAnswer(.failed(TaskFailure(.permanent, "it was stopped")))
        }
    }

    private static func tries(_ count: Int, answering mailbox: Mailbox) -> [Try] {
        var run = MachineHarness(policy: EnginePolicy(concurrency: count))
        run.create((0..<count).map { PlanTask(id: TaskID("\($0)"), uses: "patient") })
        return run.started.map { Try($0, by: PatientAgent(), observer: nil, answers: mailbox) }
    }

    /// Gives the names of the tasks that have answered, once there are so many.
    private func answers(_ count: Int, in mailbox: Mailbox) async -> Set<TaskID> {
        var names: Set<TaskID> = []
        while names.count < count {
            for case .answered(let id, _, _) in await mailbox.next() { names.insert(id) }
        }
        return names
    }

    /// The moment may come before its agent is called, and after.
    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func aTryIsCutShortWheneverThatComes(isEarly: Bool) async throws {
        let mailbox = Mailbox()
        let one = try #require(Self.tries(1, answering: mailbox).first)
        if isEarly { one.cut() }
        one.beginHere()
        if !isEarly { one.cut() }
        #expect(await answers(1, in: mailbox) == ["0"])
    }

    @Test(.timeLimit(.minutes(1))) func everyOneOfManyIsCalledThoughAllAreCutShort() async {
        let mailbox = Mailbox()
        let tries = Self.tries(200, answering: mailbox)
        TryQueue.begin(tries)
        for one in tries { one.cut() }
        #expect(await answers(200, in: mailbox).count == 200)
    }
}
