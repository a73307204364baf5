import Content
import Core
import Engine
import Page
import Testing

/// Pages as values make them: everything that others wrote is hostile here.
@Suite struct RunPageTests {
    private static let attack = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private let run: RunID

    init() {
        var bits = SplitMix64(seed: 1)
        run = RunID(at: Self.now, using: &bits)
    }

    private func charter(url: String? = "javascript:alert(1)") -> RunCharter {
        var brief = Brief(prompt: Self.attack, seed: Seed(hashing: "x"), outputPath: Self.attack)
        brief.count = 2
        brief.style = Self.attack
        return RunCharter(
            issue: .file(path: "/issues/\(Self.attack)"), issueTitle: Self.attack, issueURL: url, author: Self.attack,
            brief: brief, workflow: "image", requestDigest: "d", estimate: .nothing, budget: MicroDollars(5_000_000),
            createdAt: Self.now, delivery: .null)
    }

    /// A run that waits, with two attempts of one asset and an open gate.
    private func board(url: String? = "javascript:alert(1)", options: [DecisionKind] = DecisionKind.allCases) throws
        -> Blackboard
    {
        var board = Blackboard(run: run)
        func add(_ fact: Event.Fact) {
            board.apply(
                Event(
                    sequence: board.lastSequence + 1, run: run, time: Self.now, actor: "engine", causation: nil,
                    fact: fact))
        }
        add(.engine(.runCreated(charter(url: url))))
        add(.engine(.taskAdded(PlanTask(id: TaskID("draw/\(Self.attack)"), uses: Self.attack), spawnedBy: nil)))
        add(.engine(.taskAdded(PlanTask(id: "deliver", uses: "deliver"), spawnedBy: nil)))
        add(.engine(.runStarted))
        for attempt in 1...2 {
            let asset = Asset(
                key: AssetKey("01"), attempt: attempt,
                sha256: try #require(SHA256Digest(hex: String(repeating: "\(attempt)", count: 64))), mediaType: .png,
                size: PixelSize(width: 300, height: 200), bytes: 9, provider: Self.attack, model: Self.attack,
                prompt: Self.attack, seed: Seed(hashing: "y"), cost: MicroDollars(40_000), isSigned: false)
            add(.room(AssetProduced(asset).record))
            let judgement = Judgement(
                score: Double(60 + attempt), verdict: .fail, criteria: ["sharpness": 50, Self.attack: 90])
            add(
                .room(AssetJudged(key: AssetKey("01"), attempt: attempt, judgement: judgement, hash: 1).record))
        }
        add(
            .engine(
                .gateOpened(
                    Gate(
                        id: GateID("approval/\(Self.attack)"), kind: .approval, question: Self.attack, task: "deliver",
                        subject: .string(Self.attack), shown: "0123456789abcdef", options: options,
                        recommendation: Self.attack))))
        add(
            .engine(
                .taskFailed(
                    TaskID("draw/\(Self.attack)"), failure: TaskFailure(.permanent, Self.attack), spending: .nothing)))
        add(.engine(.runWaiting(reason: Self.attack)))
        return board
    }

    private var event: StoredEvent {
        StoredEvent(
            sequence: 1, run: run, time: Self.now, actor: Self.attack, causation: nil, type: Self.attack, version: 1,
            payload: "{\"x\":\"\(Self.attack)\"}")
    }

    private func page(_ viewer: Viewer, url: String? = "javascript:alert(1)") throws -> String {
        let view = try #require(RunView(try board(url: url)))
        return RunPage(RunReport(view), events: [event], position: 7, viewer: viewer).page.html
    }

    private let decider = Viewer(name: "ada", mayDecide: true, formToken: "t0k3n", maySignIn: true)

    private func expectHarmless(_ html: String, _ name: Comment) {
        #expect(!html.contains("<script>alert") && !html.contains("<img src=x"), name)
        #expect(!html.contains("\"'>") && !html.contains("href=\"javascript"), name)
        #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)"), name)
        #expect(html.components(by: "<script").count == 2, "one script, our own")
        for word in [" style=\"", " onclick", "javascript:alert(1)\""] { #expect(!html.contains(word), name) }
    }

    @Test func nothingThatOthersWroteIsObeyed() throws {
        expectHarmless(try page(decider), "run")
        expectHarmless(try page(Viewer(name: nil)), "run, looked at")
        let summary = try #require(try board().summary)
        let viewer = Viewer(name: Self.attack, formToken: "t")
        expectHarmless(
            RunListPage([RunLine(summary, done: 1, of: 2)], number: 1, hasMore: true, position: 7, viewer: viewer).page
                .html, "list")
        expectHarmless(EventLogPage(summary, [event], after: 0, viewer: viewer).page.html, "events")
        expectHarmless(PrunedPage(summary, viewer: viewer).page.html, "pruned")
        expectHarmless(
            NoticePage(Self.attack, Self.attack, viewer: viewer, next: ("/", Self.attack)).page.html, "notice")
        expectHarmless(
            SignInPage(hasToken: true, hasGitHub: true, problem: Self.attack, next: Self.attack).page.html, "sign-in")
    }

    @Test func addressesOfTheWebAreLinkedAndOthersAreNot() throws {
        #expect(
            try page(decider, url: "https://github.com/a/b/issues/1").contains(
                "<a href=\"https://github.com/a/b/issues/1\" rel=\"noreferrer\">"))
        #expect(try !page(decider).contains("rel=\"noreferrer\""))
    }

    @Test func formsNameWhatWasLookedAt() throws {
        let html = try page(decider)
        #expect(
            html.contains("name=\"shown\" value=\"0123456789abcdef\"")
                && html.contains("name=\"token\" value=\"t0k3n\""))
        for kind in ["approve", "revise", "reject", "accept", "budget", "end"] {
            #expect(html.contains("name=\"kind\" value=\"\(kind)\""), "\(kind)")
        }
        let looker = try page(Viewer(name: "ada", formToken: "t0k3n", maySignIn: true))
        #expect(!looker.contains("/decisions") && looker.contains("bot approve"))
    }

    @Test func onlyWhatTheGateTakesIsOffered() throws {
        let view = try #require(RunView(try board(options: [.approve, .end])))
        let html = RunPage(RunReport(view), events: [], position: 7, viewer: decider).page.html
        #expect(
            html.contains("value=\"approve\"") && !html.contains("value=\"revise\"")
                && !html.contains("name=\"amount\""))
    }

    @Test func attemptsStandSideBySide() throws {
        let html = try page(decider)
        for part in [
            "/runs/\(run)/thumbs/\(String(repeating: "1", count: 64))",
            "/runs/\(run)/files/\(String(repeating: "2", count: 64))",
            "61.0", "62.0", "0.04 USD", "✓ chosen", "alt=\"Attempt 2 of 01: ", "width=\"220\" height=\"146\"",
        ] {
            #expect(html.contains(part), "\(part)")
        }
        #expect(html.contains("data-stream=\"/runs/\(run)/stream?after=7\""))
    }

    @Test func everyPictureHasWordsAndEveryTableACaption() throws {
        let html = try page(decider)
        #expect(html.components(by: "<img").count == html.components(by: " alt=\"").count)
        #expect(html.components(by: "<table").count == html.components(by: "<caption>").count)
        #expect(html.contains("<html lang=\"en\">") && html.contains("class=\"skip\" href=\"#main\""))
        #expect(html.contains("id=\"state\" role=\"status\""))
    }
}

extension String {
    fileprivate func components(by part: String) -> [Substring] {
        split(separator: part, omittingEmptySubsequences: false)
    }
}
