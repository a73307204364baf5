import Core
import Review

/// The judges of one picture, heard one after another, with what they said and cost so far.
struct JudgeSitting {
    private let request: TextRequest
    private let semantic: SemanticReview
    private let measured: Judgement
    private let bar: ReviewBar
    private let asset: Asset
    private let order: TaskOrder
    private let cache: AnswerCache?
    /// Of the judge that is heard: how many of its answers had been given before.
    private var reused = 0
    private var records: [AssetAssessed] = []
    private var settled = MicroDollars.zero
    private var unknown = MicroDollars.zero
    /// What the services counted; nil where none has.
    private var tokens: Int?
    /// Why the try is to be made again, with the judges that have not answered.
    private var failure: TaskFailure?

    init(
        _ request: TextRequest, semantic: SemanticReview, measured: Judgement, bar: ReviewBar, asset: Asset,
        _ order: TaskOrder, cache: AnswerCache?
    ) {
        self.request = request
        self.semantic = semantic
        self.measured = measured
        self.bar = bar
        self.asset = asset
        self.order = order
        self.cache = cache
    }

    /// Asks a judge; a second time where its first answer leaves the picture near the threshold.
    mutating func hear(_ judge: any TextProvider, isLastTry: Bool) async {
        let spentBefore = settled + unknown
        reused = 0
        var asked = 1
        let outcome: AssetAssessed.Outcome
        do throws(Trouble) {
            var given = try await assessment(by: judge, number: 1)
            if isClose(given) {
                asked = 2
                // The first answer stands where the second can't be had or used.
                if let second = try? await assessment(by: judge, number: 2) { given = given.joined(with: second) }
            }
            outcome = .judged(given)
        } catch {
            switch error {
            case .unjudged(let reason): outcome = .unjudged(reason: reason)
            case .later(let cause):
                guard isLastTry else {
                    failure = cause
                    return
                }
                outcome = .unjudged(reason: PlainText.line(cause.message))
            }
        }
        records.append(
            AssetAssessed(
                key: asset.key, attempt: asset.attempt, model: judge.model.name, rubric: semantic.rubric.digest,
                outcome: outcome, asked: asked, reused: reused, cost: settled + unknown - spentBefore))
    }

    /// What was heard is kept even where a judge is to be asked later.
    var answer: AgentAnswer {
        let spending = Spending(settled: settled, unknown: unknown)
        let facts = records.map(\.record)
        if let failure { return AgentAnswer(.failed(failure), records: facts, spending: spending) }
        let isJudged = records.contains { $0.assessment != nil }
        var output: [String: JSONValue] = ["judged": .bool(isJudged)]
        output["tokens"] = tokens.map { .integer(Int64($0)) }
        return AgentAnswer(.done(.object(output)), records: facts, spending: spending)
    }

    private enum Trouble: Error {
        case unjudged(String)
        /// Nothing was done and nothing charged: the same question may be answered later.
        case later(TaskFailure)
    }

    /// `number`: which answer of the judge's, from 1.
    private mutating func assessment(by judge: any TextProvider, number: Int) async throws(Trouble) -> Assessment {
        let name = judge.model.name
        if let known = await cache?.answer(to: request, from: judge.model, number: number, order),
            let assessment = try? semantic.assessment(from: known.answer)
        {
            settled = settled + known.answer.cost
            if known.isReused { reused += 1 }
            return assessment
        }
        let answer: GeneratedText
        do throws(ProviderError) {
            answer = try await judge.answer(to: request)
        } catch {
            switch error {
            case .throttled, .unavailable: throw .later(TaskFailure(error, provider: judge.model.provider))
            case .unknownOutcome: unknown = unknown + (judge.price(of: request) ?? .zero)
            case .wasted(_, let cost): settled = settled + cost
            case .refused, .unauthorised, .closed, .declined: break
            }
            throw .unjudged(PlainText.line(TaskFailure(error, provider: judge.model.provider).message))
        }
        settled = settled + answer.cost
        if let count = answer.tokens?.all { tokens = (tokens ?? 0) + count }
        do {
            let assessment = try semantic.assessment(from: answer)
            await cache?.keep(answer, to: request, from: judge.model, number: number, for: JudgeAgent.uses)
            return assessment
        } catch {
            throw .unjudged(PlainText.line("\(name) \(error.reason)"))
        }
    }

    private func isClose(_ assessment: Assessment) -> Bool {
        let voice = JudgePanel.Voice(model: "", assessment: assessment)
        guard let panel = JudgePanel([voice], under: semantic) else { return false }
        return semantic.isClose(
            semantic.joined(measured, with: panel, threshold: bar.score).score, to: bar.score)
    }
}
