import Core
import Engine

/// What the next attempt is told about the criteria that this one failed, for a model whose attempts differ by no seed.
///
/// A model that takes a seed is asked the same with another one: then the picture alone decides, and the request can be repeated.
struct PromptAdjustment: Sendable {
    let notes: [String]

    init(of judged: AssetJudged, under bar: ReviewBar, by model: Model?, table: RecoveryTable = RecoveryTable()) {
        guard let model, !model.takesSeed else {
            notes = []
            return
        }
        let failed = Set(judged.judgement.criteria.filter { $0.value < bar.score }.keys)
        guard
            case .adjustPrompt(let negative, let emphasise) = table.strategy(
                failed: failed, failures: min(judged.attempt, table.escalatesFrom) - 1)
        else {
            notes = []
            return
        }
        var notes: [String] = []
        if !negative.isEmpty { notes.append("Avoid: \(negative.joined(separator: ", ")).") }
        if !emphasise.isEmpty { notes.append("Give more weight to: \(emphasise.joined(separator: ", ")).") }
        self.notes = notes
    }
}
