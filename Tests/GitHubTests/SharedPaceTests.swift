import Core
import Foundation
import TestSupport
import Testing

@testable import GitHub

/// One pace for all processes of a state folder; each pace here opens the file for itself, as a process does.
@Suite struct SharedPaceTests {
    private let folder: TemporaryFolder
    private let start = Timestamp(milliseconds: 1_700_000_000_000)

    init() throws { folder = try TemporaryFolder() }

    private var path: String { folder.path("pace/api.github.com") }
    private func pace(_ limits: WritePace.Limits = WritePace.Limits()) -> SharedPace { SharedPace(at: path, limits) }
    private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func twoProcessesRestASecondBetweenTheirWrites() {
        let (one, other) = (pace(), pace())
        #expect(one.take(at: start, isEdit: false) == .go)
        #expect(other.take(at: start, isEdit: false) == .busy)
        one.end(at: start + .milliseconds(300))
        #expect(other.take(at: start + .milliseconds(500), isEdit: false) == .wait(.milliseconds(800)))
        #expect(other.take(at: start + .milliseconds(1_300), isEdit: false) == .go)
        #expect(one.take(at: start + .milliseconds(1_300), isEdit: false) == .busy)
    }

    @Test func theyCountTheMinuteAndTheHourTogether() {
        let limits = WritePace.Limits(minute: 8, hour: 50)
        let paces = [pace(limits), pace(limits), pace(limits)]
        var now = start
        var begun: [Timestamp] = []
        while begun.count < 90 {
            let one = paces[begun.count % 3]
            switch one.take(at: now, isEdit: false) {
            case .go:
                begun.append(now)
                one.end(at: now)
            case .wait(let wait): now = now + wait
            case .busy: Issue.record("nobody writes")
            }
        }
        func most(_ span: Duration) -> Int {
            begun.indices.map { first in begun[first...].prefix { $0 < begun[first] + span }.count }.max() ?? 0
        }
        #expect(zip(begun, begun.dropFirst()).allSatisfy { $1 - $0 >= .seconds(1) })
        #expect(most(.seconds(60)) == 8 && most(.seconds(3_600)) == 50)
    }

    @Test func oneThatWasKilledHoldsNobodyAndCounts() {
        var killed: SharedPace? = pace()
        #expect(killed?.take(at: start, isEdit: false) == .go)
        killed = nil
        let other = pace()
        #expect(other.take(at: start, isEdit: false) == .wait(.seconds(1)))
        #expect(other.take(at: start + .seconds(1), isEdit: false) == .go)
    }

    @Test func oneThatHangsHoldsNobodyForMoreThanAMinute() {
        let (hung, other) = (pace(), pace())
        #expect(hung.take(at: start, isEdit: false) == .go)
        #expect(other.take(at: start, isEdit: false) == .busy)
        #expect(other.take(at: start + .seconds(60), isEdit: false) == .busy)
        #expect(other.take(at: start + .seconds(61), isEdit: false) == .go)
        other.end(at: start + .seconds(61))
        hung.end(at: start + .seconds(62))
        #expect(pace().take(at: start + .seconds(62), isEdit: false) == .wait(.seconds(1)))
    }

    @Test func aClockThatIsSetBackStopsNobody() throws {
        let one = pace()
        for second in 0..<100 {
            let now = start + .seconds(2 * second)
            #expect(one.take(at: now, isEdit: false) == .go)
            one.end(at: now)
        }
        one.hold(until: start + .seconds(400), at: start + .seconds(200))
        // By the clock of now all of it lies a day ahead: it counts as made just now, once, and what was asked for is waited for.
        let now = start + .seconds(-86_400)
        #expect(pace().take(at: now, isEdit: false) == .wait(.seconds(200)))
        #expect(pace().take(at: now + .seconds(200), isEdit: false) == .go)
    }

    @Test func aClockThatIsSetForwardForgets() {
        let one = pace()
        #expect(one.take(at: start, isEdit: false) == .go)
        one.end(at: start)
        #expect(pace().take(at: start + .seconds(86_400), isEdit: false) == .go)
    }

    @Test func whatGitHubAskedOneForIsHeededByAll() {
        let (one, other) = (pace(), pace())
        #expect(other.held(at: start) == nil)
        one.hold(until: start + .seconds(30), at: start)
        #expect(other.held(at: start) == start + .seconds(30))
        #expect(other.take(at: start, isEdit: false) == .wait(.seconds(30)))
        #expect(other.held(at: start + .seconds(31)) == nil)
        one.hold(until: start + .seconds(86_400 * 365), at: start + .seconds(40))
        #expect(other.held(at: start + .seconds(40)) == start + .seconds(40 + 3_600), "no limit lasts longer")
    }

    @Test(arguments: [
        "\u{0}\u{1}", "e\n", "e x\n", "e -5\n", "e 99999999999999999999\n", "z 1\n", "e 1700000000000", "b 1 2\n",
    ])
    func aDamagedFileIsReadAsFarAsItGoesAndMended(damage: String) throws {
        try folder.write("e \(start.milliseconds)\n\(damage)", to: "pace/api.github.com")
        #expect(pace().take(at: start, isEdit: false) == .wait(.seconds(1)))
        #expect(try text() == "e \(start.milliseconds)\n" || damage == "e 1700000000000")
        #expect(!PaceBook(try text(), at: start).isStale)
    }

    @Test func theFileStaysSmall() throws {
        let one = pace(WritePace.Limits(gap: .zero, minute: 10_000, hour: 10_000))
        for number in 0..<700 {
            let now = start + .seconds(10 * number)
            #expect(one.take(at: now, isEdit: false) == .go)
            one.end(at: now)
        }
        #expect(try text().utf8.count < 17 << 10)
        #expect(!FileManager.default.fileExists(atPath: path + ".new"))
    }

    @Test func aFolderThatCanNotBeWrittenStopsNobody() throws {
        try folder.write("a file", to: "none")
        let pace = SharedPace(at: folder.path("none/pace/x"), WritePace.Limits())
        #expect(pace.take(at: start, isEdit: false) == .go)
        pace.end(at: start)
        pace.hold(until: start + .seconds(1), at: start)
        #expect(pace.held(at: start) == nil)
    }
}
