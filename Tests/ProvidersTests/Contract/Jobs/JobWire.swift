import Core
import HTTP
import Imaging
import Providers
import TestSupport
import Testing

/// The services that make things as jobs, each with a model of its own and what it is asked on the way.
enum JobWire: String, CaseIterable, CustomTestStringConvertible {
    case arkVideo, openAIVideo, falPicture, falVideo, replicatePicture, replicateVideo, comfyPicture, comfyVideo

    var testDescription: String { rawValue }

    /// A job of the service's that was begun.
    var token: String {
        switch self {
        case .arkVideo: "cgt-1"
        case .openAIVideo: "40000 video_1"
        case .falPicture, .falVideo: "40000 /m/n/requests/r-1/status /m/n/requests/r-1 /m/n/requests/r-1/cancel"
        case .replicatePicture, .replicateVideo: "40000 p1"
        case .comfyPicture, .comfyVideo: "01234567-89ab-8def-a123-456789abcdef"
        }
    }

    /// What a beginning asks for nothing before it begins anything, answered with nothing found.
    var questions: [String] { isComfy ? ["{}", "{}"] : [] }

    var hasList: Bool { self == .arkVideo || self == .openAIVideo || isComfy }
    private var isComfy: Bool { self == .comfyPicture || self == .comfyVideo }

    private var model: Model {
        let picture = ModelPrice(otherImages: MicroDollars(40_000))
        let film = ModelPrice(video: .perSecond([1: MicroDollars(40_000)]))
        let graph: JSONValue = ["workflow": ["1": ["class_type": "A", "inputs": ["text": "{prompt}"]]]]
        func model(_ provider: String, _ ability: ModelAbility, _ options: [String: JSONValue] = [:]) -> Model {
            Model(
                name: "worker", provider: provider, id: "m/n", abilities: [ability],
                price: ability == .video ? film : picture, options: options, unbilled: ["503"],
                timeout: .seconds(120))
        }
        return switch self {
        case .arkVideo: model("ark", .video)
        case .openAIVideo: model("openai", .video)
        case .falPicture: model("fal", .image)
        case .falVideo: model("fal", .video)
        case .replicatePicture: model("replicate", .image)
        case .replicateVideo: model("replicate", .video)
        case .comfyPicture: model("comfyui", .image, graph.object ?? [:])
        case .comfyVideo: model("comfyui", .video, graph.object ?? [:])
        }
    }

    /// The adapter at an address, as the program puts it together: its free questions are asked again.
    func worker(at url: String, _ time: ManualTime) throws -> JobWorker {
        let adapters = Adapters(
            environment: [
                "ARK_API_KEY": "k", "ARK_BASE_URL": url, "OPENAI_API_KEY": "k", "OPENAI_BASE_URL": url, "FAL_KEY": "k",
                "FAL_BASE_URL": url,
                "REPLICATE_API_TOKEN": "k", "REPLICATE_BASE_URL": url, "COMFYUI_URL": url,
            ], http: HTTPClient(userAgent: "test"), queue: ImagingQueue(width: 1),
            traffic: Traffic(time: time, seed: 1))
        if model.abilities.contains(.video) {
            guard case .ready(let provider) = adapters.video(model) else { throw JobBench.Unexpected() }
            return .film(provider)
        }
        guard case .ready(let provider) = adapters.imageJobs(model) else { throw JobBench.Unexpected() }
        return .still(provider)
    }
}
