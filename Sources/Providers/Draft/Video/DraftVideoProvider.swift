import Core
import Crypto
import Imaging
import Media

/// Moves a camera over a still, offline and for nothing: over the first frame that is given, else over a drawn draft.
///
/// The same request gives the same bytes. The job is done when it has begun; its token names the request, so that any later
/// process finds the file, and one that has lost it says so and has it made again.
struct DraftVideoProvider: VideoProvider {
    let model: Model
    /// Nothing is waited for.
    let pace = Duration.zero
    private let image: DraftImageProvider
    private let media: MediaTools?
    private let folder: JobFolder

    init(model: Model, context: AdapterContext) {
        self.model = model
        image = DraftImageProvider(model: model, queue: context.queue)
        media = context.media
        folder = JobFolder(path: context.folder)
    }

    func price(of request: VideoRequest) -> MicroDollars? { .zero }

    func begin(_ request: VideoRequest) async throws(ProviderError) -> String {
        guard let media else { throw .refused(reason: MediaTools.advice) }
        let size = request.size
        guard (64...4096).contains(size.width), (64...4096).contains(size.height), size.width % 2 == 0,
            size.height % 2 == 0
        else { throw .refused(reason: "a draft video has 64 to 4096 pixels a side, even ones, not \(size)") }
        let frames = Int(request.duration.milliseconds) * request.framesPerSecond / 1000
        guard (1...7200).contains(frames) else {
            throw .refused(reason: "a draft video has 1 to 7200 frames, not \(frames); ask for a shorter one")
        }
        let token = Self.token(of: request)
        guard !folder.holds(token + ".mp4") else { return token }
        let still = try await still(for: request)
        let source = try folder.keep(still.bytes, as: "\(token).still.\(still.mediaType.fileExtension)")
        defer { folder.remove("\(token).still.\(still.mediaType.fileExtension)") }
        let working = folder.file("\(token).part.mp4")
        do throws(MediaError) {
            try await media.clip(
                ofStill: source, move: Self.move(for: request), size: size, framesPerSecond: request.framesPerSecond,
                frames: frames, to: working)
        } catch {
            folder.remove("\(token).part.mp4")
            throw .unavailable(reason: "\(error)")
        }
        try folder.settle(working, as: token + ".mp4")
        return token
    }

    func look(at token: String) async throws(ProviderError) -> JobState {
        guard Self.isToken(token), folder.holds(token + ".mp4") else {
            return .failed(.unavailable(reason: "the draft is not in \(folder.path) any more; it is made again"))
        }
        var last: SourcePicture?
        if let media, token.hasSuffix("-last") {
            let path = folder.file(token + ".mp4")
            do throws(MediaError) {
                last = SourcePicture(
                    bytes: try await media.lastFrame(of: path, facts: try await media.probe(path)), mediaType: .png)
            } catch {
                throw .unavailable(reason: "\(error)")
            }
        }
        let seed = token.split(separator: "-").dropFirst().first.flatMap { UInt32($0) }.flatMap { Seed($0) }
        return .done(
            JobResult(
                file: folder.file(token + ".mp4"), mediaType: .mp4, lastFrame: last, seed: seed, cost: .zero))
    }

    func cancel(_ token: String) async throws(ProviderError) {
        if Self.isToken(token) { folder.remove(token + ".mp4") }
    }

    private func still(for request: VideoRequest) async throws(ProviderError) -> SourcePicture {
        if let first = request.firstFrame ?? request.references.first { return first }
        let drawn = try await image.image(
            for: ImageRequest(
                prompt: request.prompt, size: request.size, format: .png, seed: request.seed))
        return SourcePicture(bytes: drawn.bytes, mediaType: drawn.mediaType)
    }

    /// As the words say, else by the seed.
    private static func move(for request: VideoRequest) -> CameraMove {
        if let move = CameraMove(words: request.prompt) { return move }
        let all = CameraMove.allCases
        return all[Int(request.seed.value) % all.count]
    }

    /// A digest of all that decides about the bytes; whether the last frame is wanted stands behind it.
    private static func token(of request: VideoRequest) -> String {
        let pictures = ([request.firstFrame, request.lastFrame].compactMap(\.self) + request.references)
            .map { SHA256.digest(of: $0.bytes).hex }
        let text =
            [
                request.prompt, pictures.joined(separator: ","), "\(request.size)", "\(request.duration.milliseconds)",
                "\(request.framesPerSecond)", "\(request.seed)",
            ].joined(separator: "\u{0}")
        return SHA256.digest(of: text).hex + "-\(request.seed.value)" + (request.wantsLastFrame ? "-last" : "")
    }

    /// It becomes a part of a path, and comes out of a history that anybody may have written.
    private static func isToken(_ text: String) -> Bool {
        text.utf8.count < 100 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
