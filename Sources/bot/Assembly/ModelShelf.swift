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
        for model in registry.models(for: .image) where kept?.contains(model.name) ?? true {
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
    func kept(_ files: ModelFiles, for brief: Brief) -> JSONValue {
        let names = images.candidates(for: brief).map { JSONValue.string($0.model.name) }
        var members: [String: JSONValue] = ["names": .array(names)]
        if !files.own.isEmpty { members["files"] = .object(files.own.mapValues(JSONValue.string)) }
        return .object(members)
    }

    /// By the variable that is not set, the models that lack it.
    var lacking: [(variable: String, models: [String])] {
        Dictionary(grouping: missing.keys.sorted()) { missing[$0] ?? "" }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}
