import Core

/// A task of Seedance's, as the service shows it alone and in its list; words that it may add are let through.
struct ArkVideoTask {
    let id: String?
    let model: String?
    let status: String
    let code: String?
    let message: String
    let videoURL: String?
    let lastFrameURL: String?
    let tokens: Int?
    let createdAt: Timestamp?
    let seed: Seed?
    private let seedNumber: Int?
    private let resolution: String?
    private let ratio: String?
    private let seconds: Int?
    private let tier: String?
    private let isDraft: Bool?
    private let draftTask: String?

    init(_ json: JSONValue) {
        id = json["id"]?.string
        model = json["model"]?.string
        status = json["status"]?.string ?? ""
        let refusal = json["error"].map { ServiceRefusal(["error": $0]) }
        code = refusal?.code
        message = refusal?.message ?? ""
        videoURL = json["content"]?["video_url"]?.string
        lastFrameURL = json["content"]?["last_frame_url"]?.string
        tokens = json["usage"]?["completion_tokens"]?.count
        createdAt = json["created_at"]?.count.map { Timestamp(milliseconds: Int64($0) * 1000) }
        seedNumber = json["seed"]?.count
        seed = seedNumber.flatMap { Seed($0) }
        resolution = json["resolution"]?.string
        ratio = json["ratio"]?.string
        seconds = json["duration"]?.count
        tier = json["service_tier"]?.string
        isDraft = json["draft"]?.bool
        draftTask = json["draft_task_id"]?.string
    }

    /// Whether it may be what a request began: of what both sides say, all must agree.
    func fits(_ wanted: ArkVideoBody, model: Model, begun: ClosedRange<Timestamp>) -> Bool {
        guard let createdAt, begun.contains(createdAt) else { return false }
        // An endpoint's tasks carry the name of the model behind it; the list was asked for that endpoint alone.
        if !model.id.hasPrefix("ep-"), let name = self.model, name != model.id { return false }
        if let own = resolution, own != wanted.resolution { return false }
        if let own = ratio, let asked = wanted.ratio, own != asked { return false }
        if let own = seconds, own != wanted.seconds { return false }
        if let asked = wanted.seed, let own = seedNumber, own != Int(asked.value) { return false }
        if let own = tier, own != model.options["service_tier"]?.string ?? "default" { return false }
        if let own = isDraft, own != (wanted.draft == .small || model.options["draft"] == true) { return false }
        if let own = draftTask {
            guard case .whole(of: own) = wanted.draft else { return false }
        }
        return true
    }

    /// By the tokens that the service counted; a price that is not known now was not known before the call either.
    func cost(by price: ModelPrice) -> MicroDollars {
        guard let video = price.video else { return .zero }
        if case .perMillionTokens(let each) = video, let tokens, tokens > 0 {
            return TokenPrice(input: .zero, output: each).cost(inputTokens: 0, outputTokens: tokens)
        }
        let lines = Int(resolution?.prefix { $0.isNumber } ?? "") ?? 720
        let size = PixelSize(width: lines * 16 / 9, height: resolution == "4k" ? 2160 : lines)
        return video.cost(size: size, duration: .seconds(seconds ?? 5)) ?? .zero
    }
}
