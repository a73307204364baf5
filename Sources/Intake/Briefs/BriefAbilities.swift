package import Core

/// What the models that are set up can make; a brief that asks for more is refused with all its other problems.
package struct BriefAbilities: Hashable, Sendable {
    package let kinds: [BriefKind]
    /// The models that can be called for each kind.
    package let models: [BriefKind: [String]]
    /// What keeps the others from being called, by model: `OPENAI_API_KEY is not set`.
    package let hindrances: [String: String]
    /// The models for edits that take a mask.
    package let masking: Masking

    package struct Masking: Hashable, Sendable {
        /// Those that can be called for a brief that names them.
        package let named: [String]
        /// Those that can be called for a brief that names none.
        package let unasked: [String]
        /// Those that can't be called here.
        package let others: [String]

        package init(named: [String] = [], unasked: [String] = [], others: [String] = []) {
            self.named = named
            self.unasked = unasked
            self.others = others
        }
    }

    package init(
        kinds: [BriefKind], models: [BriefKind: [String]], hindrances: [String: String] = [:],
        masking: Masking = Masking()
    ) {
        self.masking = masking
        self.kinds = kinds
        self.models = models
        self.hindrances = hindrances
    }

    /// Models that can do all that any of the kinds asks for.
    package init(
        kinds: [BriefKind], models: [String], hindrances: [String: String] = [:], masking: Masking = Masking()
    ) {
        self.init(
            kinds: kinds, models: Dictionary(uniqueKeysWithValues: Set(kinds).map { ($0, models) }),
            hindrances: hindrances, masking: masking)
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
                        "a model that is set up\(Self.purpose(of: brief.kind)): \(models.joined(separator: ", "))\(hindrance)",
                    nearest: Nearest.word(to: wanted, among: models) ?? models.first))
        }
        if let mask = brief.mask, problems.isEmpty, let problem = problem(ofMask: mask, brief.model) {
            problems.append(problem)
        }
        return problems
    }

    /// Nil where a model can be called that takes the mask.
    private func problem(ofMask mask: String, _ model: String?) -> BriefProblem? {
        let able = model == nil ? masking.unasked : masking.named
        if let model {
            guard !able.contains(model) else { return nil }
        } else if !able.isEmpty {
            return nil
        }
        let ways =
            masking.named + masking.others.map { name in hindrances[name].map { "\(name) (\($0))" } ?? name }
        let whose = model.map { "\($0) takes none" } ?? "none of the models that would be asked takes one"
        return BriefProblem(
            field: BriefField.mask.rawValue, found: mask,
            accepted: "no mask, as \(whose)"
                + (ways.isEmpty ? "" : "; models that do, by name: " + ways.joined(separator: ", ")),
            nearest: masking.named.first.map { "model: \($0)" })
    }

    private static func purpose(of kind: BriefKind) -> String {
        switch kind {
        case .edit: " for edits"
        case .video: " for videos"
        case .image, .story, .batch: ""
        }
    }
}
