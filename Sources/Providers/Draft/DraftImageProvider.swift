package import Core
package import Imaging

/// Draws storyboard-like pictures offline and for nothing, so that everything works without an account.
///
/// The words decide what is drawn and the seed how; the same request gives the same bytes. About one seed in three
/// yields a technically spoilt picture, which the review is there to send back. A picture that it is given it changes.
package struct DraftImageProvider: ImageProvider {
    package let model: Model
    private let queue: ImagingQueue

    package init(model: Model = standard, queue: ImagingQueue) {
        self.model = model
        self.queue = queue
    }

    /// As the shipped registry describes it.
    package static let standard = Model(
        name: "draft", provider: "draft", id: "draft", abilities: [.image, .edit, .mask], tier: .high, quality: 0.1,
        isTrained: false, takesSeed: true,
        sizes: .limits(ModelSizes.Limits(shortest: 64, longest: 8192)), price: .free, references: 1)

    /// Whatever a file of a repository says of it: there is nobody who could charge.
    package func price(of request: ImageRequest) -> MicroDollars? { .zero }

    package func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
        guard (64...8192).contains(request.size.width), (64...8192).contains(request.size.height) else {
            throw .refused(reason: "a draft has 64 to 8192 pixels a side, not \(request.size); ask for another size")
        }
        guard request.format != .mp4 else {
            throw .refused(reason: "a draft is PNG, JPEG or WebP, not a video; ask for another format")
        }
        do {
            let bytes = try await queue.run { try Self.draw(request) }
            return GeneratedMedia(bytes: bytes, mediaType: request.format, seed: request.seed, cost: .zero)
        } catch {
            throw .unavailable(reason: "\(error)")
        }
    }

    private static func draw(_ request: ImageRequest) throws(ImagingError) -> [UInt8] {
        let text = "\(request.prompt)\u{0}\(request.style ?? "")"
        var bits = SplitMix64(seed: UInt64(request.seed.value) &* 0x9e37_79b9 ^ StableHash.of(text))
        let noiseSeed = Int32(truncatingIfNeeded: bits.next() & 0x3fff_ffff)
        let reading = PromptReading(request)
        let finish = DraftFinish(
            size: request.size, style: reading.style, flaw: DraftFlaw(seed: request.seed), noiseSeed: noiseSeed)
        // A small picture has no detail to lose.
        let quality = min(request.size.width, request.size.height) < 160 ? 97 : 92
        if let given = request.references.first {
            let edit = DraftEdit(request: request, reading: reading)
            let before = try ImageCodec.decode(given.bytes)
            let picture = try finish.picture(from: edit.raster(of: before))
            guard let mask = request.mask else { return try picture.encoded(as: request.format, quality: quality) }
            // A flaw, too, stays within the mask.
            let changed = try edit.laid(picture.raster(), over: before, where: ImageCodec.decode(mask.bytes))
            return try ImageCodec.encode(changed, as: request.format, quality: quality)
        }
        let document = Storyboard.document(
            for: reading, size: request.size, number: "No. \(request.seed.value % 10_000)", bits: bits)
        return try finish.picture(from: document).encoded(as: request.format, quality: quality)
    }
}
