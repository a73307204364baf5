import Core
import FoundationEssentials
import Imaging
import Review

/// What can be said of a picture for nothing: its pixels, and what the brief asks of them.
struct PictureReview: Sendable {
    let review: AssetReview
    let queue: ImagingQueue
    /// A picture is held to what its model could be asked for; one of a model that is not among them, to the brief.
    ///
    /// What the brief does not name it is not held to: whoever asked for nothing else is not sold the same picture again.
    let models: ImageModels

    /// Throws `ImagingError` for what can't be decoded, and what reading the file throws.
    func result(
        of path: String, _ asset: Asset, _ order: TaskOrder, under bar: ReviewBar
    ) async throws -> ReviewResult {
        let expectation = expectation(of: asset, order, threshold: bar.score)
        let review = AssetReview(settings: bar.settings(from: review.settings))
        return try await queue.run {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            return try review.judge(bytes: bytes, expectation: expectation)
        }
    }

    private func expectation(of asset: Asset, _ order: TaskOrder, threshold: Double) -> AssetExpectation {
        let brief = order.brief
        let item = brief.assets.first { $0.key == asset.key }
        let model = models[asset.model]?.model
        let changed = FetchedReference.all(of: brief, in: order.records).first?.size
        let size = brief.size(of: item, changed: changed)
        var expectation = AssetExpectation(palette: brief.palette, threshold: threshold)
        // A model that is told no size is held to none.
        if model?.sizes != .ofReference {
            let expected = model?.sizes.nearest(to: size) ?? size
            if brief.asksForSize(of: item, changed: changed) {
                expectation.size = expected
            } else if brief.aspectRatio != nil {
                expectation.aspectRatio = "\(expected.width):\(expected.height)"
            }
        }
        if brief.namesFormat { expectation.format = model?.format(for: brief.format) ?? brief.format }
        return expectation
    }
}
