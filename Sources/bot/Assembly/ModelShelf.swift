import Content
import Core
import Providers

/// The models that can be called here, and for the others what they would need.
struct ModelShelf: Sendable {
    let images: ImageModels
    let videos: VideoModels
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
        var films: [any VideoProvider] = []
        for model in registry.models(for: .video) where kept?.contains(model.name) ?? true {
            switch adapters.video(model) {
            case .ready(let provider): films.append(provider)
            case .missing(let variable): missing[model.name] = variable
            case .unknown: break
            }
        }
        images = ImageModels(ready)
        videos = VideoModels(films)
        self.missing = missing
    }

    /// Whether a call may cost money.
    var mayCost: Bool { images.mayCost || videos.mayCost }

    /// The models that serve a brief, the favourite first; for a video also those that may draw what it starts from.
    func models(for brief: Brief) -> [Model] {
        guard brief.kind == .video else { return images.candidates(for: brief).map(\.model) }
        var still = brief
        still.model = nil
        let drawers = videos.needsFirstFrame(brief) ? images.candidates(for: still).map(\.model) : []
        return videos.candidates(for: brief).map(\.model) + drawers
    }

    /// What a run keeps of the models that serve its brief.
    func kept(_ files: ModelFiles, for brief: Brief) -> JSONValue {
        let names = models(for: brief).map { JSONValue.string($0.name) }
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
