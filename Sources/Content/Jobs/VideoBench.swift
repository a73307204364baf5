import Core
import FoundationEssentials
import Imaging
package import Media
import Review

/// What the review of videos works with.
package struct VideoBench: Sendable {
    let media: MediaTools
    private let models: VideoModels

    /// `models`: a video is held to what its model could be asked for; one of a model that is not among them, to the brief.
    package init(media: MediaTools, models: VideoModels) {
        self.media = media
        self.models = models
    }

    /// `firstFrame`: the path of the picture that the video was to start from.
    func expectation(
        of asset: Asset, _ brief: Brief, firstFrame: String?, threshold: Double, queue: ImagingQueue
    ) async throws -> VideoExpectation {
        let item = brief.assets.first { $0.key == asset.key } ?? BatchItem(key: asset.key, prompt: asset.prompt)
        var wanted = VideoExpectation(threshold: threshold)
        wanted.size = (item.size ?? brief.size).even
        wanted.duration = brief.duration.map { .milliseconds(Int64($0 * 1000)) }
        wanted.framesPerSecond = brief.fps
        let picture = try await queue.run {
            try firstFrame.map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        }
        var frames = VideoFrames()
        if let picture, let type = MediaType(sniffing: picture) {
            frames.first = SourcePicture(bytes: picture, mediaType: type)
        }
        if let model = models[asset.model]?.model,
            let asked = models.request(for: item, of: brief, seed: asset.seed, from: model, frames: frames)
        {
            wanted.size = asked.size
            wanted.duration = asked.duration
            wanted.framesPerSecond = asked.framesPerSecond
            if asked.firstFrame == nil { return wanted }
        }
        guard let picture else { return wanted }
        let first = try await queue.run { try ImageCodec.decode(picture) }
        wanted.firstFrame = first
        // Some models keep to the shape of what they start from, whatever they were asked for.
        if let size = wanted.size {
            let shape = Double(first.width * size.height) / Double(first.height * size.width)
            if !(0.96...1.04).contains(shape) { wanted.size = nil }
        }
        return wanted
    }
}
