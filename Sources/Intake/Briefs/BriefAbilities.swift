package import Core

/// What the models that are set up can make; a brief that asks for more is refused with all its other problems.
package struct BriefAbilities: Hashable, Sendable {
    package let kinds: [BriefKind]
    /// The models that can be called for each kind.
    package let models: [BriefKind: [String]]
    /// What keeps the others from being called, by model: `OPENAI_API_KEY is not set`.
    package let hindrances: [String: String]

    package init(kinds: [BriefKind], models: [BriefKind: [String]], hindrances: [String: String] = [:]) {
        self.kinds = kinds
        self.models = models
        self.hindrances = hindrances
    }

    /// Models that can do all that any of the kinds asks for.
    package init(kinds: [BriefKind], models: [String], hindrances: [String: String] = [:]) {
        self.init(
            kinds: kinds, models: Dictionary(uniqueKeysWithValues: Set(kinds).map { ($0, models) }),
            hindrances: hindrances)
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
        let models = models[brief.kind] ?? self.models[kinds.first ?? .image] ?? []
        if let wanted = brief.model, !models.contains(wanted) {
            let hindrance = hindrances[wanted].map { "; for \(wanted), \($0)" } ?? ""
            problems.append(
                BriefProblem(
                    field: BriefField.model.rawValue, found: wanted,
                    accepted:
                        "a model that is set up\(brief.kind == .edit ? " for edits" : ""): \(models.joined(separator: ", "))\(hindrance)",
                    nearest: Nearest.word(to: wanted, among: models) ?? models.first))
        }
        return problems
    }
}
