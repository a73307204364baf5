import Content
import Core
import Synchronization

/// Answers text questions with what it was told to, in order, and keeps what it was asked.
final class CannedText: TextProvider {
    let model: Model
    private let state: Mutex<(answers: [Result<String, ProviderError>], asked: [TextRequest])>
    static let cost = MicroDollars(700)

    /// The last answer is given again and again.
    init(
        _ answers: [Result<String, ProviderError>], name: String = "writer", roles: Set<ModelRole> = [],
        price: MicroDollars = MicroDollars(1_000_000), abilities: Set<ModelAbility> = [.text], quality: Double = 0.5
    ) {
        model = Model(
            name: name, provider: "canned", id: name, abilities: abilities, roles: roles, quality: quality,
            price: ModelPrice(tokens: TokenPrice(input: price, output: price)))
        state = Mutex((answers, []))
    }

    convenience init(prompt: String) { self.init([.success(JSONValue.object(["prompt": .string(prompt)]).text)]) }

    var asked: [TextRequest] { state.withLock { $0.asked } }

    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText {
        let answer = state.withLock { state in
            state.asked.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        return GeneratedText(text: try answer.get(), cost: Self.cost)
    }
}
