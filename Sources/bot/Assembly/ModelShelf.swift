import Content
import Core
import Intake
import Providers
import Resources

/// The models that can be called here, and for the others what they would need.
struct ModelShelf: Sendable {
    let images: ImageModels
    let videos: VideoModels
    let texts: TextModels
    /// Those of them that judge pictures.
    let judges: JudgeModels
    /// The models for edits that take a mask, and can be called or not.
    let masking: BriefAbilities.Masking
    /// The variable that each model for pictures or videos lacks, by the model's name.
    let missing: [String: String]
    /// The same for models that answer with text.
    let missingTexts: [String: String]
    /// Text models that are described without a price.
    let unpriced: [String]

    /// `kept`: the names that a run was begun with, to which it keeps; nil for all.
    init(_ registry: ModelRegistry, _ adapters: Adapters, settings: Settings, keptTo kept: Set<String>? = nil) {
        func models(_ ability: ModelAbility) -> [Model] {
            registry.models(for: ability).filter { kept?.contains($0.name) ?? true }
        }
        let painters = registry.models.filter { !$0.abilities.isDisjoint(with: [.image, .edit]) }
            .filter { kept?.contains($0.name) ?? true }
        let pictures = Sorted(painters) { adapters.image($0) }
        let pending = Sorted(painters) { adapters.imageJobs($0) }
        let films = Sorted(models(.video)) { adapters.video($0) }
        let texts = Sorted(models(.text)) { adapters.text($0) }
        let images = ImageModels(pictures.ready + pending.ready.map { PendingImages($0) })
        self.images = images
        videos = VideoModels(films.ready)
        missing = pictures.missing.merging(pending.missing) { first, _ in first }
            .merging(films.missing) { first, _ in first }
        let masking = painters.filter { $0.abilities.isSuperset(of: [.edit, .mask]) }.map(\.name)
        self.masking = BriefAbilities.Masking(
            named: images.masking(unasked: false), unasked: images.masking(unasked: true),
            others: masking.filter { images[$0] == nil })
        self.texts = TextModels(texts.ready, wanted: settings.textModel, repeatLimit: settings.textRepeatLimit)
        judges = JudgeModels(texts.ready, named: settings.review.judge.models)
        missingTexts = texts.missing
        unpriced = texts.ready.map(\.model).filter { !$0.price.isKnown }.map(\.name)
    }

    /// Whether a call may cost money.
    var mayCost: Bool { images.mayCost || videos.mayCost || texts.mayCost }

    /// The names of the models that can make what a kind of brief asks for.
    func names(for kind: BriefKind) -> [String] {
        switch kind {
        case .video: return videos.names
        case .story:
            let pictures = images.names(for: kind)
            return pictures + videos.names.filter { !pictures.contains($0) }
        case .image, .edit, .batch: return images.names(for: kind)
        }
    }

    /// The models that serve a brief, the favourite first; for a video also those that may draw what it starts from.
    func models(for brief: Brief) -> [Model] {
        if brief.kind == .story {
            let films = brief.videos ? videos.candidates(for: brief).map(\.model) : []
            let pictures = images.candidates(for: brief).map(\.model)
            return pictures + films.filter { film in !pictures.contains { $0.name == film.name } }
        }
        guard brief.kind == .video else { return images.candidates(for: brief).map(\.model) }
        let drawers = videos.needsFirstFrame(brief) ? images.candidates(for: brief.forStill).map(\.model) : []
        return videos.candidates(for: brief).map(\.model) + drawers
    }

    /// What a run keeps of the models that serve its brief.
    ///
    /// `isFresh`: whether only what the run itself makes is reused by it.
    func kept(_ files: ModelFiles, for brief: Brief, isFresh: Bool) -> JSONValue {
        var names: [String] = []
        let judges = judges(for: brief).flatMap { $0.map(\.model.name) }
        for name in models(for: brief).map(\.name) + textModels(for: brief, files.prompts).map(\.name)
            + judges
        where !names.contains(name) { names.append(name) }
        var members: [String: JSONValue] = ["names": .array(names.map(JSONValue.string))]
        if !files.own.isEmpty { members["files"] = .object(files.own.mapValues(JSONValue.string)) }
        if isFresh { members["fresh"] = true }
        return .object(members)
    }

    /// The panels that judge a brief's pictures, the favourite first; none where only the draft draws, which shows no more than a
    /// sketch of what was asked for.
    func judges(for brief: Brief) -> [[any TextProvider]] {
        needsJudges(for: brief) ? judges.panels(for: brief) : []
    }

    /// Whether a brief's pictures are worth a judge.
    func needsJudges(for brief: Brief) -> Bool { images.candidates(for: brief).contains { $0.model.isTrained } }

    /// The text models that may be asked for a brief, each once.
    func textModels(for brief: Brief, _ prompts: PromptTemplates) -> [Model] {
        var models: [Model] = []
        for role in Set(prompts.all(for: brief).flatMap(\.steps).map(\.role)).sorted(by: { $0.rawValue < $1.rawValue })
        {
            for model in texts.candidates(for: role, of: brief).map(\.model)
            where !models.contains(where: { $0.name == model.name }) { models.append(model) }
        }
        return models
    }

    /// By the variable that is not set, the models that lack it.
    var lacking: [(variable: String, models: [String])] {
        Self.byVariable(missing.merging(missingTexts) { first, _ in first })
    }

    static func byVariable(_ missing: [String: String]) -> [(variable: String, models: [String])] {
        Dictionary(grouping: missing.keys.sorted()) { missing[$0] ?? "" }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }

    /// Models sorted by whether they can be called.
    private struct Sorted<Provider: Sendable> {
        private(set) var ready: [Provider] = []
        private(set) var missing: [String: String] = [:]

        init(_ models: [Model], _ access: (Model) -> Access<Provider>) {
            for model in models {
                switch access(model) {
                case .ready(let provider): ready.append(provider)
                case .missing(let variable): missing[model.name] = variable
                case .unknown: break
                }
            }
        }
    }
}
