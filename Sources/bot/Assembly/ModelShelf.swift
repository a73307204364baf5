import Content
import Core
import Providers

/// The models that can be called here, and for the others what they would need.
struct ModelShelf: Sendable {
    let images: ImageModels
    /// The variable that each model lacks, by the model's name.
    let missing: [String: String]

    /// `kept`: the names that a run was begun with, to which it keeps; nil for all.
    init(_ registry: ModelRegistry, _ adapters: Adapters, keptTo kept: Set<String>? = nil) {
        var ready: [any ImageProvider] = []
        var missing: [String: String] = [:]
        let painters = registry.models.filter { !$0.abilities.isDisjoint(with: [.image, .edit]) }
        for model in painters where kept?.contains(model.name) ?? true {
            switch adapters.image(model) {
            case .ready(let provider): ready.append(provider)
            case .missing(let variable): missing[model.name] = variable
            case .unknown: break
            }
        }
        images = ImageModels(ready)
        self.missing = missing
    }

    /// What a run keeps of the models that serve its brief.
    ///
    /// `isFresh`: whether only what the run itself makes is reused by it.
    func kept(_ files: ModelFiles, for brief: Brief, isFresh: Bool) -> JSONValue {
        let names = images.candidates(for: brief).map { JSONValue.string($0.model.name) }
        var members: [String: JSONValue] = ["names": .array(names)]
        if !files.own.isEmpty { members["files"] = .object(files.own.mapValues(JSONValue.string)) }
        if isFresh { members["fresh"] = true }
        return .object(members)
    }

    /// By the variable that is not set, the models that lack it.
    var lacking: [(variable: String, models: [String])] {
        Dictionary(grouping: missing.keys.sorted()) { missing[$0] ?? "" }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}
