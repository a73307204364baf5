import Content
import Core
import Providers

/// The models that can be called here, and for the others what they would need.
struct ModelShelf: Sendable {
    let images: ImageModels
    /// The models that judge pictures, as far as they can be called.
    let judges: JudgeModels
    /// The variable that each judge lacks, by the model's name.
    let missingJudges: [String: String]
    /// The variable that each model lacks, by the model's name.
    let missing: [String: String]

    /// `kept`: the names that a run was begun with, to which it keeps; nil for all.
    ///
    /// `judges`: the names that the settings give; nil where they leave it open.
    init(
        _ registry: ModelRegistry, _ adapters: Adapters, keptTo kept: Set<String>? = nil, judges named: [String]? = nil
    ) {
        var ready: [any ImageProvider] = []
        var missing: [String: String] = [:]
        for model in registry.models(for: .image) where kept?.contains(model.name) ?? true {
            switch adapters.image(model) {
            case .ready(let provider): ready.append(provider)
            case .missing(let variable): missing[model.name] = variable
            case .unknown: break
            }
        }
        images = ImageModels(ready)
        var judges: [any TextProvider] = []
        var missingJudges: [String: String] = [:]
        for model in registry.models(for: .vision) where kept?.contains(model.name) ?? true {
            switch adapters.text(model) {
            case .ready(let provider): judges.append(provider)
            case .missing(let variable): missingJudges[model.name] = variable
            case .unknown: break
            }
        }
        self.judges = JudgeModels(judges, named: named)
        self.missingJudges = missingJudges
        self.missing = missing
    }

    /// What a run keeps of the models that serve its brief.
    func kept(_ files: ModelFiles, for brief: Brief) -> JSONValue {
        let judges = judges(for: brief).flatMap { $0.map(\.model.name) }
        let names = (images.candidates(for: brief).map(\.model.name) + judges).map(JSONValue.string)
        var members: [String: JSONValue] = ["names": .array(names)]
        if !files.own.isEmpty { members["files"] = .object(files.own.mapValues(JSONValue.string)) }
        return .object(members)
    }

    /// Whether a call may cost money.
    var mayCost: Bool { images.mayCost || judges.mayCost }

    /// The panels that judge a brief's pictures, the favourite first; none where only the draft draws, which shows no more than a
    /// sketch of what was asked for.
    func judges(for brief: Brief) -> [[any TextProvider]] {
        images.candidates(for: brief).contains { $0.model.isTrained } ? judges.panels(for: brief) : []
    }

    /// By the variable that is not set, the models that lack it.
    var lacking: [(variable: String, models: [String])] {
        Dictionary(grouping: missing.keys.sorted()) { missing[$0] ?? "" }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}
