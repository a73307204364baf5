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
    package func estimate(of brief: Brief) -> Estimate {
        let still = brief.forStill
        let isDrawn = brief.firstFrame == nil && videos.needsFirstFrame(brief)
        var estimate = Estimate.nothing
        for item in brief.assets {
            let films = videos.offers(for: item, of: brief, seed: brief.seed, frames: .drawn)
            let film = films.lazy.compactMap(\.price).first ?? .zero
            let drawn = isDrawn ? PictureEstimate.prices(of: item, in: still, images) : nil
            let isReused = reuse.files.contains(item.key)
            let once = isReused ? .zero : film + (drawn?.likely ?? .zero)
            let most = film * (isReused ? brief.attempts - 1 : brief.attempts)
            estimate =
                estimate
                + Estimate(least: once, likely: once, most: most + (isReused ? .zero : drawn?.most ?? .zero))
        }
        return estimate
    }
}
