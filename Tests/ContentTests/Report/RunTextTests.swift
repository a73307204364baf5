import Content
import Core
import Engine
import Testing

@Suite struct RunTextTests {
    private func run() throws -> SampleRun {
        var run = try SampleRun(brief: try SampleRun.brief(HostileText.prompt, count: 2), title: HostileText.all)
        run.plan()
        try run.attempt("01", 1, score: 51, criteria: ["sharpness": 20, HostileText.all: 30])
        try run.attempt("01", 2, score: 62, criteria: ["sharpness": 33])
        run.emit(.taskStarted("draw/02", tryNumber: 1, terms: .free))
        run.emit(.taskFailed("draw/02", failure: TaskFailure(.permanent, HostileText.all), spending: .nothing))
        run.deliver()
        run.finish(.partial, reason: HostileText.all)
        return run
    }

    /// Nothing but our own colours may begin with an escape, and nothing else may be a control character.
    private func expectTame(_ text: String, colours: Bool) {
        var plain = text
        for code in ["0", "1", "2", "31", "32", "33", "35", "36"] where colours {
            plain = plain.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false).joined()
        }
        let wild = plain.unicodeScalars.filter { scalar in
            scalar != "\n"
                && (scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value))
        }
        #expect(wild.isEmpty)
    }

    @Test(arguments: [false, true], [40, 80, 132])
    func hostileTextNeverReachesTheTerminalRaw(colours: Bool, width: Int) throws {
        let text = RunText.show(try run().view, colours: colours, width: width)
        expectTame(text, colours: colours)
        #expect(colours == text.contains("\u{1B}["))
    }

    @Test func linesStayWithinTheTerminal() throws {
        let text = RunText.show(try run().view, colours: false, width: 100)
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
    }

    @Test func tasksStandAsATree() throws {
        let text = RunText.show(try run().view, colours: false, width: 120)
        #expect(text.contains("  ✓ draw/01 "))
        #expect(text.contains("  └─ ✓ review/01 "))
        #expect(text.contains("     ├─ ✓ draw/01@2 ") || text.contains("     └─ ✓ draw/01@2 "))
        #expect(text.contains("  ✗ draw/02 "))
        #expect(text.contains("sharpness 33.0 (it is blurred)"))
        #expect(text.contains("62.0"))
    }

    @Test func theHistoryLinesUp() throws {
        let summary = try #require(try run().board.summary)
        let text = RunText.history([summary, summary], colours: false, width: 120)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].contains("octo/posters#12"))
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 120 })
        expectTame(text, colours: false)
        #expect(RunText.history([], colours: false, width: 80).contains("No runs yet"))
    }

    @Test func eventsAreCutAtTheLinesEnd() throws {
        let id = try #require(RunID("run_01kahxyzabcdefghjkmnpqrstv"))
        let event = StoredEvent(
            sequence: 1, run: id, time: Timestamp(milliseconds: 0), actor: HostileText.all, causation: 4,
            type: "task.started", version: 1, payload: HostileText.prompt)
        let text = RunText.events([event], colours: false, width: 90)
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.contains("task.started") && text.contains("← 4"))
        expectTame(text, colours: false)
    }

    @Test(arguments: [("abc", 3), ("漢字", 4), ("👩‍👩‍👧‍👦", 2), ("e\u{301}", 1), ("⚠️", 2), ("", 0)])
    func widthsAreCountedInColumns(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func cuttingNeverSplitsACharacter() {
        #expect(DisplayWidth.fit("漢字漢字", to: 4) == "漢…")
        #expect(DisplayWidth.fit("ab", to: 4, padded: true, fromRight: true) == "  ab")
    }
}
