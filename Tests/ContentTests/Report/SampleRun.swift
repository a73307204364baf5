import Content
import Core
import Engine
import Testing

/// A run made of events by hand, so that every state of it can be shown.
struct SampleRun {
    private(set) var board: Blackboard
    private(set) var events: [Event] = []
    private var time = Timestamp(milliseconds: 1_795_253_400_000)
    private var sequence = 0
    let brief: Brief

    init(
        brief: Brief, title: String = "Lighthouse posters", author: String = "mona",
        issue: IssueIdentity = .github(repository: "octo/posters", number: 12),
        url: String? = "https://github.com/octo/posters/issues/12", budget: MicroDollars? = nil,
        estimate: Estimate = .nothing, delivery: JSONValue = .null
    ) throws {
        self.brief = brief
        let id = try #require(RunID("run_01kahxyzabcdefghjkmnpqrstv"))
        board = Blackboard(run: id)
        emit(
            .runCreated(
                RunCharter(
                    issue: issue, issueTitle: title, issueURL: url, author: author, brief: brief, workflow: "image",
                    requestDigest: "d", estimate: estimate, budget: budget, createdAt: time, delivery: delivery)))
    }

    static func brief(_ prompt: String = "A lighthouse at dusk", count: Int = 1) throws -> Brief {
        var brief = Brief(prompt: prompt, seed: try #require(Seed(7)), outputPath: "assets/issue-12/")
        brief.count = count
        return brief
    }

    var view: RunView {
        get throws { try #require(RunView(board)) }
    }

    mutating func emit(_ fact: EngineFact) { take(.engine(fact)) }

    mutating func record(_ fact: RoomFact) { take(.room(fact)) }

    mutating func wait(_ milliseconds: Int64) { time = Timestamp(milliseconds: time.milliseconds + milliseconds) }

    mutating func plan() {
        for item in brief.assets {
            emit(.taskAdded(PlanTask(id: TaskID("draw/\(item.key)"), uses: "image", asset: item.key), spawnedBy: nil))
            let draw = TaskID("draw/\(item.key)")
            emit(
                .taskAdded(
                    PlanTask(id: TaskID("review/\(item.key)"), uses: "review", needs: [draw], asset: item.key),
                    spawnedBy: nil))
        }
        let reviews = brief.assets.map { TaskID("review/\($0.key)") }
        emit(.taskAdded(PlanTask(id: "deliver", uses: "deliver", needs: reviews, gathers: true), spawnedBy: nil))
        emit(.runStarted)
    }

    /// One attempt of an asset, made and judged.
    mutating func attempt(
        _ name: String, _ attempt: Int = 1, score: Double, criteria: [String: Double] = ["sharpness": 90, "noise": 88],
        prompt: String? = nil, verdict: Verdict? = nil, bar: Double? = nil
    ) throws {
        let key = AssetKey(name)
        let suffix = attempt == 1 ? "" : "@\(attempt)"
        let draw = TaskID("draw/\(key)\(suffix)")
        let review = TaskID("review/\(key)\(suffix)")
        if attempt > 1 {
            let parent: TaskID = TaskID(attempt == 2 ? "review/\(key)" : "review/\(key)@\(attempt - 1)")
            emit(.taskAdded(PlanTask(id: draw, uses: "image", asset: key, attempt: attempt), spawnedBy: parent))
            emit(
                .taskAdded(
                    PlanTask(id: review, uses: "review", needs: [draw], asset: key, attempt: attempt),
                    spawnedBy: parent))
            emit(.taskSpawned(parent, children: [draw, review], output: .null, spending: .nothing))
        }
        let seed = try #require(Seed(Int(key.digest % 100_000) + attempt))
        emit(.taskStarted(draw, tryNumber: 1, terms: .free))
        wait(900)
        record(
            AssetProduced(
                Asset(
                    key: key, attempt: attempt, sha256: try Self.digest(key, attempt), mediaType: .png,
                    size: PixelSize(width: 1024, height: 768), bytes: 1_234_567, provider: "draft", model: "draft-1",
                    prompt: prompt ?? brief.prompt, seed: seed, cost: MicroDollars(20_000), isSigned: false)
            ).record)
        emit(
            .taskSucceeded(
                draw, output: .null, shortfall: nil, spending: Spending(settled: MicroDollars(20_000))))
        emit(.taskStarted(review, tryNumber: 1, terms: .free))
        wait(250)
        let passes: Verdict = score >= Double(brief.threshold) ? .pass : .fail
        let judgement = Judgement(score: score, verdict: verdict ?? passes, criteria: criteria)
        record(
            AssetJudged(
                key: key, attempt: attempt, judgement: judgement, hash: nil,
                thresholds: bar.map { [RunThresholds.score: $0] } ?? [:]
            ).record)
        emit(.taskSucceeded(review, output: .null, shortfall: nil, spending: .nothing))
        for earlier in stride(from: attempt - 1, to: 0, by: -1) {
            let parent = TaskID("review/\(key)" + (earlier == 1 ? "" : "@\(earlier)"))
            emit(.taskSucceeded(parent, output: .null, shortfall: nil, spending: .nothing))
        }
    }

    mutating func deliver(pullRequest: String? = nil) {
        emit(.taskStarted("deliver", tryNumber: 1, terms: .free))
        wait(120)
        record(
            DeliveryMade(
                branch: "showrunner/issue-12", commit: "0123456789abcdef0123456789abcdef01234567",
                pushedTo: "https://github.com/octo/posters.git", folder: nil, pullRequest: pullRequest
            ).record)
        emit(.taskSucceeded("deliver", output: .null, shortfall: nil, spending: .nothing))
    }

    mutating func finish(_ status: RunStatus, reason: String = "") { emit(.runFinished(status, reason: reason)) }

    static func digest(_ key: AssetKey, _ attempt: Int) throws -> SHA256Digest {
        let hash = StableHash.of("\(key)@\(attempt)")
        let half = String(hash, radix: 16)
        let digits = String(repeating: "0", count: 16 - half.count) + half
        return try #require(SHA256Digest(hex: digits + digits + digits + digits))
    }

    private mutating func take(_ fact: Event.Fact) {
        sequence += 1
        let event = Event(sequence: sequence, run: board.run, time: time, actor: "engine", causation: nil, fact: fact)
        events.append(event)
        board.apply(event)
    }
}
