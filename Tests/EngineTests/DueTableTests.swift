import Core
import Testing

@testable import Engine

@Suite struct DueTableTests {
    private func moment(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

    @Test func theFirstTimeIsTheLeastOfThoseThatStillHold() {
        var table = DueTable()
        var tasks: [Int: Timestamp] = [:]
        for (position, second) in [(0, 5), (1, 3), (2, 9), (3, 3)] as [(Int, Int64)] {
            tasks[position] = moment(second)
            table.insert(position, due: moment(second))
        }
        #expect(table.first == moment(3))
        table.remove(1)
        tasks[3] = nil  // As when a task ends of which nobody told the table.
        table.dropStale { tasks[$0] }
        #expect(table.first == moment(5))
        #expect(!table.contains(3))
        #expect(Set(table.positions) == [0, 2])
    }

    @Test func aTaskMayWaitForAnotherTimeAndForTheSameOneAgain() {
        var table = DueTable()
        var due: Timestamp? = moment(4)
        table.insert(7, due: moment(4))
        due = moment(8)
        table.insert(7, due: moment(8))
        table.dropStale { _ in due }
        #expect(table.first == moment(8))
        due = nil
        table.dropStale { _ in due }
        #expect(table.first == nil)
        due = moment(8)
        table.insert(7, due: moment(8))
        table.dropStale { _ in due }
        #expect(table.first == moment(8))
    }

    /// Against the plainest table there is, over thousands of changes.
    @Test func itSaysWhatALookAtEveryTaskWouldSay() {
        var bits = SplitMix64(seed: 11)
        var table = DueTable()
        var tasks: [Int: Timestamp] = [:]
        for _ in 0..<5_000 {
            let position = Int(bits.next() % 40)
            switch bits.next() % 4 {
            case 0: tasks[position] = nil
            case 1:
                tasks[position] = nil
                table.remove(position)
            default:
                let due = moment(Int64(bits.next() % 100))
                tasks[position] = due
                table.insert(position, due: due)
            }
            table.dropStale { tasks[$0] }
            #expect(table.first == tasks.values.min())
        }
    }
}
