package import Core
import FoundationEssentials
package import HTTP
package import Imaging

/// The list of adapters for pictures: what a registry entry may name under `provider`, and what each needs.
package struct ImageAdapters: Sendable {
    private let environment: [String: String]
    private let http: HTTPClient
    private let queue: ImagingQueue

    package init(environment: [String: String], http: HTTPClient, queue: ImagingQueue) {
        self.environment = environment
        self.http = http
        self.queue = queue
    }

    package static let names: Set<String> = ["draft", "openai"]

    /// Whether a model can be called here.
    package enum Access: Sendable {
        case ready(any ImageProvider)
        /// The variable that would have to be set.
        case missing(variable: String)
        /// No adapter of ours makes pictures with it.
        case unknown
    }

    package func access(to model: Model) -> Access {
        guard model.abilities.contains(.image) else { return .unknown }
        switch model.provider {
        case "draft": return .ready(DraftImageProvider(model: model, queue: queue))
        case "openai":
            let variables = OpenAIImageProvider.variables
            guard let service = Service(variables, in: environment) else { return .missing(variable: variables.key) }
            return .ready(OpenAIImageProvider(model: model, service: service, http: http, download: download))
        default: return .unknown
        }
    }

    private var download: Download {
        let allowed = (environment["BOT_ALLOW_HOSTS"] ?? "").split { $0 == "," || $0.isWhitespace }
            .map { $0.lowercased() }
        let configured = [
            "OPENAI_BASE_URL", "ARK_BASE_URL", "FAL_BASE_URL", "REPLICATE_BASE_URL", "COMFYUI_URL", "A1111_URL",
        ]
        .compactMap { environment[$0].flatMap(Reach.place) }
        return Download(http: http, places: Set(allowed + configured))
    }
}
