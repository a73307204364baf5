import Content
import Core
import Engine
import Testing

@testable import Page

/// Where tasks stand in the drawing, and what it says of them.
@Suite struct TaskGraphTests {
    /// A board with these tasks, each with what it needs.
    private func tasks(_ plan: [(String, [String])], spawned: [(String, [String], by: String)] = []) -> [TaskState] {
        var bits = SplitMix64(seed: 1)
        let run = RunID(at: Timestamp(milliseconds: 0), using: &bits)
        var board = Blackboard(run: run)
        func add(_ fact: EngineFact) {
            board.apply(
                Event(
                    sequence: board.lastSequence + 1, run: run, time: Timestamp(milliseconds: 0), actor: "engine",
                    causation: nil, fact: .engine(fact)))
        }
        for (id, needs) in plan {
            add(.taskAdded(PlanTask(id: TaskID(id), uses: "x", needs: needs.map { TaskID($0) }), spawnedBy: nil))
        }
        for (id, needs, parent) in spawned {
            add(
                .taskAdded(
                    PlanTask(id: TaskID(id), uses: "x", needs: needs.map { TaskID($0) }), spawnedBy: TaskID(parent)))
        }
        return board.tasks
    }

    @Test func taskStandsBehindAllThatItWaitsFor() {
        let states = tasks([("a", []), ("b", ["a"]), ("c", ["b", "a"]), ("d", []), ("e", ["d", "c"])])
        #expect(TaskLayers.layers(of: states) == [0, 1, 2, 0, 3])
    }

    @Test func whatIsSpawnedStandsBetweenItsTaskAndWhatWaitsForIt() {
        let states = tasks([("review", []), ("deliver", ["review"])], spawned: [("draw@2", [], by: "review")])
        #expect(TaskLayers.layers(of: states) == [0, 2, 1])
    }

    @Test func nothingIsDrawnOfNothing() {
        #expect(TaskLayers.layers(of: []).isEmpty)
        #expect(TaskDrawing.drawing(of: TaskGraph([])) == nil)
    }

    @Test func fewTasksStandOneByOneAndManyTogether() {
        let few = TaskGraph(tasks([("draw/02", []), ("draw/01", []), ("deliver", ["draw/01", "draw/02"])]))
        #expect(few.nodes.map(\.title) == ["draw/02", "draw/01", "deliver"])
        #expect(few.nodes.map(\.row) == [1, 0, 0] && few.edges.count == 2)
        let names = (0..<100).map { "draw/\($0)" }
        let many = TaskGraph(tasks(names.map { ($0, []) } + [("deliver", names)]))
        #expect(many.nodes.map(\.title) == ["draw ×100", "deliver"])
        #expect(many.nodes[0].detail == "100 ready" && many.nodes[1].detail == "pending")
        #expect(many.edges == [TaskGraph.Edge(from: 0, to: 1)])
    }

    @Test func namesAreEscapedAndStatesToldInWords() throws {
        let drawing = try #require(TaskDrawing.drawing(of: TaskGraph(tasks([("<b>&\"", [])]))))
        #expect(drawing.html.contains("&lt;b&gt;&amp;&quot;") && !drawing.html.contains("<b>"))
        #expect(drawing.html.contains(">ready</text>") && drawing.html.contains("class=\"mark\""))
    }
}
