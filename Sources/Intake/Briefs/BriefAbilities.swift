package import Core

/// What the models that are set up can make; a brief that asks for more is refused with all its other problems.
package struct BriefAbilities: Hashable, Sendable {
    package let kinds: [BriefKind]
    /// The models that can be called.
    package let models: [String]
    /// What keeps the others from being called, by model: `OPENAI_API_KEY is not set`.
    package let hindrances: [String: String]

    package init(kinds: [BriefKind], models: [String], hindrances: [String: String] = [:]) {
        self.kinds = kinds
        self.models = models
        self.hindrances = hindrances
    }

    func problems(of brief: Brief) -> [BriefProblem] {
        var problems: [BriefProblem] = []
        if !kinds.contains(brief.kind) {
            problems.append(
                BriefProblem(
                    field: BriefField.kind.rawValue, found: brief.kind.rawValue,
                    accepted: kinds.map(\.rawValue).joined(separator: " or ") + ": no model for others is set up",
                    nearest: kinds.first?.rawValue))
        }
        if let wanted = brief.model, !models.contains(wanted) {
            let hindrance = hindrances[wanted].map { "; for \(wanted), \($0)" } ?? ""
            problems.append(
                BriefProblem(
                    field: BriefField.model.rawValue, found: wanted,
                    accepted: "a model that is set up: \(models.joined(separator: ", "))\(hindrance)",
                    nearest: Nearest.word(to: wanted, among: models) ?? models.first))
        }
        return problems
    }
}
