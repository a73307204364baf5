import Core

/// A video as `/videos` shows it alone and in its list; words that a gateway may add are let through.
struct OpenAIVideo {
    let id: String?
    let status: String
    /// 0 to 1.
    let progress: Double?
    let code: String?
    let message: String
    let createdAt: Timestamp?
    private let model: String?
    private let prompt: String?
    private let seconds: String?
    private let size: PixelSize?
    private let isRemix: Bool

    init(_ json: JSONValue) {
        id = json["id"]?.string
        status = json["status"]?.string ?? ""
        progress = json["progress"]?.integer.map { min(1, max(0, Double($0) / 100)) }
        code = json["error"]?["code"]?.string
        message = json["error"]?["message"]?.string ?? ""
        createdAt = json["created_at"]?.count.map { Timestamp(milliseconds: Int64($0) * 1000) }
        model = json["model"]?.string
        prompt = json["prompt"]?.string
        // A text in the specification; some gateways make a number of it.
        seconds = json["seconds"]?.string ?? json["seconds"]?.integer.map(String.init)
        size = json["size"]?.string.flatMap { PixelSize($0) }
        isRemix = json["remixed_from_video_id"]?.string != nil
    }

    /// Whether it may be what a request began: of what both sides say, all must agree.
    func fits(_ wanted: OpenAIVideoBody, model: Model, begun: ClosedRange<Timestamp>) -> Bool {
        guard !isRemix, let createdAt, begun.contains(createdAt) else { return false }
        if let own = self.model, own != model.id { return false }
        if let own = prompt, own != wanted.prompt { return false }
        if let own = seconds, own != wanted.seconds { return false }
        if let own = size, own.description != wanted.size { return false }
        return true
    }

    /// What the list says of the size and length that were made; nil where the answer does not name both.
    func cost(by price: ModelPrice) -> MicroDollars? {
        guard let size, let seconds = seconds.flatMap({ Int($0) }), (1...3600).contains(seconds) else { return nil }
        return price.video?.cost(size: size, duration: .seconds(seconds))
    }
}
