package import Core

/// What a brief's videos may cost, by the model that goes first, with the stills that they start from.
package struct VideoEstimate: Sendable {
    private let videos: VideoModels
    private let images: ImageModels
    private let reuse: ReuseForecast

    package init(videos: VideoModels, images: ImageModels, reuse: ReuseForecast = .none) {
        self.videos = videos
        self.images = images
        self.reuse = reuse
    }

    /// `likely` when every video passes at once, `most` when every one takes every attempt.
    ///
    /// `drafts`: whether its workflow has a small one made first.
    package func estimate(of brief: Brief, drafts: Bool = false) -> Estimate {
        let still = brief.forStill
        let isDrawn = brief.firstFrame == nil && videos.needsFirstFrame(brief)
        var estimate = Estimate.nothing
        for item in brief.assets {
            let films = videos.offers(for: item, of: brief, seed: brief.seed, frames: .drawn)
            let film = films.lazy.compactMap(\.price).first ?? .zero
            let draft = drafts ? draftPrice(of: item, in: brief) : .zero
            let drawn = isDrawn ? PictureEstimate.prices(of: item, in: still, images) : nil
            let isReused = reuse.files.contains(item.key)
            let once = isReused ? .zero : film + draft + (drawn?.likely ?? .zero)
            let most = film * (isReused ? brief.attempts - 1 : brief.attempts)
            estimate =
                estimate
                + Estimate(least: once, likely: once, most: most + (isReused ? .zero : draft + (drawn?.most ?? .zero)))
        }
        return estimate
    }

    /// Of the first model that makes one.
    private func draftPrice(of item: BatchItem, in brief: Brief) -> MicroDollars {
        var frames = VideoFrames.drawn
        frames.draft = .small
        guard let model = videos.candidates(for: brief).map(\.model).first(where: { $0.clips.makesDrafts }) else {
            return .zero
        }
        return videos.offers(for: item, of: brief, seed: brief.seed, frames: frames).first { $0.model == model.name }?
            .price ?? .zero
    }
}
