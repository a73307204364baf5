import Core
import Engine

/// What the next attempt is told about the criteria that this one failed.
///
/// A model that takes a seed is first asked the same with another one: then the picture alone decides, and the request can be
/// repeated. After two attempts that failed the same criterion it is told of that one too, as one without seeds is at once.
struct PromptAdjustment: Sendable {
    let notes: [String]

    /// `before`: the judgement of the attempt before this one; a pure function, so that a run repeated says the same.
    init(
        of judged: AssetJudged, after before: AssetJudged? = nil, under bar: ReviewBar, by model: Model?,
        table: RecoveryTable = RecoveryTable()
    ) {
        guard let model else {
            notes = []
            return
        }
        var failed = Self.failed(judged, under: bar)
        if model.takesSeed { failed.formIntersection(before.map { Self.failed($0, under: bar) } ?? []) }
        guard !failed.isEmpty,
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

    private static func failed(_ judged: AssetJudged, under bar: ReviewBar) -> Set<String> {
        Set(judged.judgement.criteria.filter { $0.value < bar.score }.keys)
    }
}
