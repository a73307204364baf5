package import Core
import FoundationEssentials
package import HTTP
package import Imaging

/// The adapters, and the way from a registry entry to what can be called.
package struct Adapters: Sendable {
    static let all: [Adapter] = [.draft, .openAI, .ark, .anthropic, .a1111]

    private let environment: [String: String]
    private let http: HTTPClient
    private let queue: ImagingQueue

    package init(environment: [String: String], http: HTTPClient, queue: ImagingQueue) {
        self.environment = environment
        self.http = http
        self.queue = queue
    }

    /// What a registry entry may name under `provider`.
    package static let names = Set(all.map(\.name))

    package func image(_ model: Model) -> Access<any ImageProvider> { access(to: model, \.image, [.image, .edit]) }
    /// Of a model whose registry entry says how many pictures one call makes.
    package func imageGroups(_ model: Model) -> Access<any ImageGroupProvider> {
        model.group > 1 ? access(to: model, \.imageGroups, [.image, .edit]) : .unknown
    }
    package func imageJobs(_ model: Model) -> Access<any ImageJobProvider> {
        access(to: model, \.imageJobs, [.image, .edit])
    }
    package func video(_ model: Model) -> Access<any VideoProvider> { access(to: model, \.video, [.video]) }
    package func text(_ model: Model) -> Access<any TextProvider> { access(to: model, \.text, [.text]) }
    package func speech(_ model: Model) -> Access<any SpeechProvider> { access(to: model, \.speech, [.speech]) }
    package func transcription(_ model: Model) -> Access<any TranscriptionProvider> {
        access(to: model, \.transcription, [.transcription])
    }
    package func embedding(_ model: Model) -> Access<any EmbeddingProvider> {
        access(to: model, \.embedding, [.embedding])
    }

    private func access<Provider>(
        to model: Model, _ slot: KeyPath<Adapter, Adapter.Maker<Provider>?>, _ abilities: Set<ModelAbility>
    ) -> Access<Provider> {
        guard !model.abilities.isDisjoint(with: abilities),
            let adapter = Self.all.first(where: { $0.name == model.provider }), let make = adapter[keyPath: slot]
        else { return .unknown }
        var service = Service.nowhere
        if let variables = adapter.variables {
            guard let found = Service(variables, in: environment) else {
                return .missing(variable: variables.required)
            }
            service = found
        }
        return .ready(make(model, AdapterContext(service: service, http: http, download: download, queue: queue)))
    }

    private var download: Download {
        let allowed = (environment["BOT_ALLOW_HOSTS"] ?? "").split { $0 == "," || $0.isWhitespace }
            .map { $0.lowercased() }
        let configured = Self.all.compactMap { $0.variables?.baseURL }
            .compactMap { environment[$0].flatMap(Reach.place) }
        return Download(http: http, places: Set(allowed + configured))
    }
}
