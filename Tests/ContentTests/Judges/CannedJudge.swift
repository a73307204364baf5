import Content
import Core
import Review
import Synchronization

/// A judge that answers what it was told to, in order and then the last again, and keeps what it was asked.
final class CannedJudge: TextProvider {
    let model: Model
    private let state: Mutex<State>

    private struct State {
        var answers: [Result<GeneratedText, ProviderError>]
        var requests: [TextRequest] = []
    }

    init(
        _ name: String = "judge-1", _ answers: [Result<GeneratedText, ProviderError>], tier: QualityTier = .balanced,
        quality: Double = 0.5, abilities: Set<ModelAbility> = [.text, .vision],
        price: ModelPrice = ModelPrice(
            tokens: TokenPrice(input: MicroDollars(1_000_000), output: MicroDollars(2_000_000)))
    ) {
        model = Model(
            name: name, provider: "canned", id: name, abilities: abilities, tier: tier, quality: quality, price: price)
        state = Mutex(State(answers: answers))
    }

    convenience init(
        _ name: String = "judge-1", giving scores: Int..., abilities: Set<ModelAbility> = [.text, .vision]
    ) {
        self.init(name, scores.map { .success(Self.answer($0)) }, abilities: abilities)
    }

    /// The same score under every criterion, for 700 millionths of a dollar.
    static func answer(_ score: Int, evidence: String = "A red lighthouse at the left.") -> GeneratedText {
        let members = Self.rubric.criteria.map { criterion in
            "\"\(criterion.name)\": {\"evidence\": \(JSONValue.string(evidence).text), \"score\": \(score)}"
        }
        return GeneratedText(text: "{\(members.joined(separator: ", "))}", cost: MicroDollars(700))
    }

    static let rubric = Rubric(
        scale: [Rubric.Mark(100, "nothing to find fault with"), Rubric.Mark(0, "entirely wrong")],
        criteria: [
            RubricCriterion(name: "adherence", asks: "Does it show what was asked for?", weight: 3, floor: 60),
            RubricCriterion(name: "anatomy", asks: "Is everybody built as they should be?", weight: 1, floor: 50),
        ], digest: "r1")

    var requests: [TextRequest] { state.withLock { $0.requests } }
    var asked: Int { requests.count }

    func price(of request: TextRequest) -> MicroDollars? { model.price.most(for: request) }

    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        return try answer.get()
    }
}
