package import Core

/// What it costs to make the parts of a story again: shown at a gate before anybody sends one back.
package struct RemakePrices: Sendable {
    private let images: ImageModels
    private let videos: VideoModels

    package init(images: ImageModels, videos: VideoModels) {
        self.images = images
        self.videos = videos
    }

    /// For each part that others were made by: those, and what one attempt of it and of all of them costs; nil where there is none.
    ///
    /// By the models that go first, as the plan is priced.
    package func subject(of order: TaskOrder) -> JSONValue? {
        let brief = order.brief
        guard brief.kind == .story else { return nil }
        let ties = StoryTies(order.records, of: brief)
        let items = Story(order.records).items(of: brief)
        let history = AssetHistory(order.records)
        var parts: [String: JSONValue] = [:]
        for item in items {
            let followers = ties.followers(of: [item.key])
            guard !followers.isEmpty else { continue }
            let all = items.filter { $0.key == item.key || followers.contains($0.key) }
            let price = all.reduce(MicroDollars.zero) { $0 + self.price(of: $1, history, order) }
            parts[item.key.text] = [
                "parts": .array(followers.map { .string($0.text) }), "price": .integer(price.count),
            ]
        }
        return parts.isEmpty ? nil : .object(parts)
    }

    private func price(of item: BatchItem, _ history: AssetHistory, _ order: TaskOrder) -> MicroDollars {
        let brief = order.brief
        let offers: [ModelOffer]
        switch StoryPart(key: item.key) {
        case .picture:
            offers = images.offers(
                for: item, of: brief, seed: brief.seed,
                references: FetchedReference.all(of: brief, in: order.records),
                before: SceneBefore(item.key, of: brief, in: history)?.reference)
        case .video: offers = videos.offers(for: item, of: brief, seed: brief.seed, frames: .drawn)
        case .film, nil: offers = []
        }
        return offers.lazy.compactMap(\.price).first ?? .zero
    }
}
