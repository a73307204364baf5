import Content
import Core
import Engine
import Testing

@Suite struct CommentRendererTests {
    private let links = ReportLinks.gitHub(server: "https://github.com", repository: "octo/posters")

    private func body(_ run: SampleRun) throws -> String { CommentRenderer(links: links).body(of: try run.view) }

    /// A table's rows all have as many cells as its head, and what is opened is closed.
    private func expectWhole(_ body: String) {
        let live = body.outsideFences
        #expect(live.components(of: "<details>") == live.components(of: "</details>"))
        var cells: Int?
        var fence: String?
        for line in body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if let open = fence {
                if line == open { fence = nil }
                continue
            }
            if line.hasPrefix("```") {
                fence = String(line.prefix { $0 == "`" })
                continue
            }
            guard line.hasPrefix("|") else {
                cells = nil
                continue
            }
            let bars = Self.unescapedBars(line)
            #expect(bars == cells ?? bars, "\(line)")
            cells = bars
        }
        #expect(fence == nil)
    }

    private static func unescapedBars(_ line: String) -> Int {
        var bars = 0
        var escaped = false
        for scalar in line.unicodeScalars {
            if scalar == "|", !escaped { bars += 1 }
            escaped = scalar == "\\" && !escaped
        }
        return bars
    }

    @Test func hundredAssetsOfTenHostileAttemptsFit() throws {
        var brief = try SampleRun.brief(HostileText.prompt, count: 100)
        brief.attempts = 10
        brief.style = String(HostileText.prompt.prefix(500))
        var run = try SampleRun(brief: brief, title: HostileText.all, author: HostileText.all)
        run.plan()
        for item in brief.assets {
            for attempt in 1...10 {
                try run.attempt(
                    item.key.text, attempt, score: 50 + Double(attempt),
                    criteria: ["sharpness": 31, "noise": 44, "palette": 12.5, "contrast": 60, "banding": 51])
            }
        }
        run.deliver()
        run.finish(.partial, reason: HostileText.all)
        let body = try body(run)
        #expect(CommentRenderer.length(of: body) <= 60_500)
        #expect(body.contains("100 pictures under the threshold of 80"))
        expectWhole(body)
    }

    @Test func hundredItemsOfAHostileBatchFit() throws {
        var brief = try SampleRun.brief("")
        brief.kind = .batch
        brief.items = (1...100).map { BatchItem(key: AssetKey("item-\($0)"), prompt: HostileText.prompt) }
        var run = try SampleRun(brief: brief)
        run.plan()
        let body = try body(run)
        #expect(CommentRenderer.length(of: body) <= 60_500)
        expectWhole(body)
    }

    @Test(arguments: [300, 2000, 5000, 20_000])
    func aLowerLimitDropsRowsAndSaysHowMany(limit: Int) throws {
        let brief = try SampleRun.brief(count: 100)
        var run = try SampleRun(brief: brief)
        run.plan()
        for item in brief.assets { try run.attempt(item.key.text, score: 90) }
        run.deliver()
        run.finish(.succeeded)
        let body = CommentRenderer(links: links, limit: limit).body(of: try run.view)
        if limit >= 5000 { #expect(CommentRenderer.length(of: body) <= limit) }
        #expect(body.contains("more, in the [manifest](") || limit == 20_000)
        expectWhole(body)
    }

    @Test(arguments: HostileText.samples)
    func hostileTextIsShownAndDoesNothing(text: String) throws {
        var brief = try SampleRun.brief(text)
        brief.style = text
        brief.model = text
        brief.count = 2
        var run = try SampleRun(brief: brief, title: text, author: text)
        run.plan()
        try run.attempt("01", score: 40, criteria: [text: 12])
        run.emit(.taskStarted("draw/02", tryNumber: 1, terms: .free))
        run.emit(.taskFailed("draw/02", failure: TaskFailure(.permanent, text), spending: .nothing))
        run.deliver(pullRequest: "https://github.com/\(text)")
        run.finish(.failed, reason: "draw/02: \(text)")
        let body = try body(run)
        expectWhole(body)
        let live = body.outsideFences
        for token in [
            "@everyone", "#1 ", "octo/repo#2", "<script", "<img src=x", "<svg", "![](", "](http://evil", "<!--",
        ] {
            #expect(!live.contains(token), "\(token)")
        }
        #expect(!body.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || $0.value == 0x1b })
    }

    /// Where the budget became tight less was asked for: what is told is what it was held to.
    @Test func theThresholdThatIsToldIsTheOneThatWasMissed() throws {
        var run = try SampleRun(brief: try SampleRun.brief(count: 2))
        run.plan()
        try run.attempt("01", score: 50, bar: 77)
        try run.attempt("02", score: 79, verdict: .pass, bar: 77)
        run.deliver()
        run.finish(.partial)
        let body = try body(run)
        #expect(body.hasPrefix("### ⚠️ Delivered, 1 picture under the threshold of 77\n"), "\(body.prefix(100))")
        #expect(body.contains("scored 50.0, 77 was asked for"))
        #expect(RunText.show(try run.view, colours: false, width: 100).contains("What fell short of 77"))
    }

    @Test func shortfallsAreExplainedCriterionByCriterion() throws {
        var run = try SampleRun(brief: try SampleRun.brief(count: 2))
        run.plan()
        try run.attempt("01", score: 91)
        try run.attempt("02", 1, score: 79.96, criteria: ["sharpness": 41.2, "noise": 95])
        run.deliver(pullRequest: "https://github.com/octo/posters/pull/13")
        run.finish(.partial)
        let body = try body(run)
        #expect(body.hasPrefix("### ⚠️ Delivered, 1 picture under the threshold of 80\n"))
        #expect(body.contains("scored 79.9, 80 was asked for"))
        #expect(body.contains("sharpness 41.2 (it is blurred)"))
        #expect(!body.contains("noise 95"))
        #expect(body.contains("[pull request 13](https://github.com/octo/posters/pull/13)"))
        #expect(
            body.contains(
                "https://github.com/octo/posters/blob/0123456789abcdef0123456789abcdef01234567/assets/issue-12/"
                    + "lighthouse-posters-01.png?raw=true"))
    }

    @Test func aRunningRunShowsItsProgress() throws {
        var run = try SampleRun(brief: try SampleRun.brief(count: 6))
        run.plan()
        try run.attempt("01", score: 91)
        try run.attempt("02", score: 92)
        let body = try body(run)
        #expect(body.hasPrefix("### ⏳ Working: 4 of 13 tasks\n"))
        #expect(body.contains("] 30 %") || body.contains("` 30 %"))
        #expect(body.contains("▫️ waiting"))
    }

    @Test func aStoppedRunSaysHowItGoesOn() throws {
        var run = try SampleRun(brief: try SampleRun.brief())
        run.plan()
        run.emit(.runInterrupted(reason: "SIGTERM"))
        let body = try body(run)
        #expect(body.contains("Stopped after 0 of 3 tasks"))
        #expect(body.contains("`bot resume \(run.board.run)`"))
    }

    @Test func moneyWhoseFateNobodyKnowsIsNamed() throws {
        var run = try SampleRun(brief: try SampleRun.brief())
        run.plan()
        run.emit(.taskStarted("draw/01", tryNumber: 1, terms: TryTerms(reserved: MicroDollars(40_000))))
        let spending = Spending(settled: .zero, unknown: MicroDollars(40_000))
        run.emit(.taskEscalated("draw/01", failure: TaskFailure(.unknownOutcome, "cut off"), spending: spending))
        run.emit(.runWaiting(reason: "draw/01: cut off"))
        let body = try body(run)
        #expect(body.contains("### ✋ Waiting for a person"))
        #expect(body.contains("**0.04 USD** with an unknown outcome, counted as spent"))
    }

    @Test(arguments: [nil, "https://bot.example.org", "javascript:alert(1)"])
    func theRunsPageIsLinkedWhereThereIsOne(page: String?) throws {
        var run = try SampleRun(brief: try SampleRun.brief())
        run.plan()
        let links = ReportLinks.gitHub(server: "https://github.com", repository: "octo/posters", page: page)
        let body = CommentRenderer(links: links).body(of: try run.view)
        let link = "More: [its page](https://bot.example.org/runs/\(run.board.run)), `bot show"
        #expect(body.contains(link) == (page == "https://bot.example.org"))
        #expect(body.contains("More: `bot show") != body.contains(link) && !body.contains("javascript"))
    }

    @Test func theSameRunGivesTheSameText() throws {
        var run = try SampleRun(brief: try SampleRun.brief(count: 3))
        run.plan()
        try run.attempt("02", score: 40, criteria: ["a": 1, "b": 1, "c": 1, "d": 1, "e": 1])
        #expect(try body(run) == body(run))
    }
}

extension String {
    func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let found = rest.firstRange(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }

    /// What GitHub reads as Markdown: without fenced blocks and code spans.
    var outsideFences: String {
        var kept: [Substring] = []
        var fence: Substring?
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = fence {
                if line == open { fence = nil }
            } else if line.hasPrefix("```") {
                fence = line.prefix { $0 == "`" }
            } else {
                kept.append(Self.withoutCodeSpans(line))
            }
        }
        return kept.joined(separator: "\n")
    }

    private static func withoutCodeSpans(_ line: Substring) -> Substring {
        var kept = ""
        var rest = line
        while let tick = rest.firstIndex(of: "`") {
            let isEscaped = rest[..<tick].last == "\\"
            let fence = isEscaped ? "`" : String(rest[tick...].prefix { $0 == "`" })
            let after = rest[rest.index(tick, offsetBy: fence.count)...]
            kept += rest[..<tick]
            rest = after
            if !isEscaped, let close = after.firstRange(of: fence) { rest = after[close.upperBound...] }
        }
        return Substring(kept + rest)
    }
}
