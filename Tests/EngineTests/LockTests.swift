import Core
import Engine
import Testing

@Suite struct LockTests {
    private static func task(_ id: TaskID, _ locks: [String], priority: Int = 3) -> PlanTask {
        PlanTask(id: id, uses: "x", priority: priority, locks: locks)
    }

    @Test func ofThoseThatNameALockOneIsAtWorkAtATime() {
        var run = MachineHarness()
        run.create([Self.task("a", ["style"]), Self.task("b", ["style"]), Self.task("c", ["dna"])])
        #expect(run.startedIDs == ["a", "c"])
        run.answer("c", .done(.null))
        #expect(run.startedIDs == ["a", "c"])
        run.answer("a", .done(.null))
        #expect(run.startedIDs == ["a", "c", "b"])
        run.answer("b", .done(.null))
        #expect(run.machine.board.status == .succeeded)
    }

    @Test func theMostUrgentOfThoseThatWaitGoesNext() {
        var run = MachineHarness()
        run.create([
            Self.task("a", ["style"], priority: 1), Self.task("b", ["style"], priority: 4),
            Self.task("c", ["style"], priority: 2),
        ])
        run.answer("a", .done(.null))
        #expect(run.startedIDs == ["a", "c"])
    }

    @Test func tasksThatNeedTheSameLocksInAnyOrderAllEnd() {
        var run = MachineHarness()
        run.create([
            Self.task("a", ["x", "y"]), Self.task("b", ["y", "x"]), Self.task("c", ["y", "z"]), Self.task("d", ["z"]),
        ])
        #expect(run.startedIDs == ["a", "d"])
        run.answer("a", .done(.null))
        run.answer("d", .done(.null))
        run.answer("b", .done(.null))
        run.answer("c", .done(.null))
        #expect(run.machine.board.status == .succeeded)
    }

    @Test func aFailedTryGivesItsLocksBack() {
        var run = MachineHarness()
        run.create([Self.task("a", ["style"]), Self.task("b", ["style"])])
        run.answer("a", .failed(TaskFailure(.transient(after: .seconds(9)), "busy")))
        #expect(run.startedIDs == ["a", "b"])
        run.now = run.now + .seconds(9)
        run.tell(.tick)
        #expect(run.startedIDs == ["a", "b"], "now it is the other's")
        run.answer("b", .failed(TaskFailure(.permanent, "refused")))
        #expect(run.startedIDs == ["a", "b", "a"])
    }

    @Test func aSuspendedTryKeepsItsLocksAlsoForTheNextProcess() {
        var run = MachineHarness()
        run.create([Self.task("a", ["style"]), Self.task("b", ["style"])])
        run.answer("a", .suspended(token: "t", deadline: run.now + .seconds(60)))
        #expect(run.startedIDs == ["a"])
        #expect(run.hasLeft)
        var next = MachineHarness(resuming: run.events)
        next.tell(.resume(holder: "p2", byPerson: false))
        #expect(next.started.isEmpty)
        let completion = TaskCompletion(task: "a", tryNumber: 1, token: "t", output: .null, failure: nil)
        var third = MachineHarness(resuming: next.events)
        third.tell(.resume(holder: "p3", byPerson: false), .letter(1, .completion(completion)))
        #expect(third.startedIDs == ["b"])
    }

    @Test func aTryThatWasLostGivesItsLocksBack() {
        var run = MachineHarness()
        run.create([Self.task("a", ["style"]), Self.task("b", ["style"])])
        var next = MachineHarness(resuming: run.events)
        next.tell(.resume(holder: "p2", byPerson: false))
        #expect(next.startedIDs == ["a"])
        next.answer("a", .done(.null))
        #expect(next.startedIDs == ["a", "b"])
    }

    @Test func aTaskThatSpawnsHoldsNoLockWhileItsChildrenWork() {
        var run = MachineHarness()
        run.create([Self.task("a", ["style"])])
        run.answer("a", .spawn([Self.task("child", ["style"])], output: .null))
        #expect(run.startedIDs == ["a", "child"])
    }
}
