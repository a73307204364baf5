import Core
import HTTP

/// Fetches what a job made into the folder of jobs.
struct JobDownload: Sendable {
    private let download: Download
    private let folder: JobFolder
    private let service: Service

    init(_ context: AdapterContext) {
        download = context.download
        folder = JobFolder(path: context.folder)
        service = context.service
    }

    /// The file at an address that the service gave, its type told by its bytes.
    ///
    /// Throws `wasted` where it is paid for and can't be had any more, `unavailable` where it may be had later.
    private func result(
        at url: String, of kind: MediaType, token: String, seed: Seed?, cost: MicroDollars, tokens: Int?,
        lastFrame: String?,
        headers: [(name: String, value: String)]
    ) async throws(ProviderError) -> JobResult {
        try folder.make()
        if url.hasPrefix("data:") { return try inline(url, of: kind, token: token, seed: seed, cost: cost) }
        let file: DownloadedFile
        do throws(Download.Failure) {
            file = try await download.file(of: url, into: folder.path, headers: headers)
        } catch { throw failure(error, cost) }
        guard let type = MediaType(sniffing: file.head), (type == .mp4) == (kind == .mp4) else {
            JobFolder.remove(at: file.path)
            throw .wasted(
                reason: "what lies at the address that it gave is no \(kind == .mp4 ? "video" : "picture")", cost: cost)
        }
        var last: SourcePicture?
        // A film without its last frame is still one; whoever needs the frame takes it out of the film.
        if let lastFrame, let frame = try? await download.bytes(of: lastFrame), let type = MediaType(sniffing: frame) {
            last = SourcePicture(bytes: frame, mediaType: type)
        }
        let name = "\(Self.name(of: token, for: service)).\(type.fileExtension)"
        try folder.settle(file.path, as: name)
        return JobResult(
            file: folder.file(name), mediaType: type, lastFrame: last, seed: seed, cost: cost,
            tokens: tokens)
    }

    /// What stands in the answer itself.
    private func inline(
        _ url: String, of kind: MediaType, token: String, seed: Seed?, cost: MicroDollars
    ) throws(ProviderError) -> JobResult {
        guard let bytes = MadePicture.bytes(inBase64: url), let type = MediaType(sniffing: bytes),
            (type == .mp4) == (kind == .mp4)
        else {
            throw .wasted(
                reason: "what stands in its answer is no \(kind == .mp4 ? "video" : "picture")", cost: cost)
        }
        let path = try folder.keep(bytes, as: "\(Self.name(of: token, for: service)).\(type.fileExtension)")
        return JobResult(file: path, mediaType: type, lastFrame: nil, seed: seed, cost: cost)
    }

    /// The same with a failure of the job where what it made is paid for and can't be had any more.
    ///
    /// `headers`: those of a service that asks for its key there too; a redirect to another origin leaves them behind.
    func state(
        at url: String, of kind: MediaType, token: String, seed: Seed?, cost: MicroDollars, tokens: Int? = nil,
        lastFrame: String? = nil,
        headers: [(name: String, value: String)] = []
    ) async throws(ProviderError) -> JobState {
        do throws(ProviderError) {
            return .done(
                try await result(
                    at: url, of: kind, token: token, seed: seed, cost: cost, tokens: tokens,
                    lastFrame: lastFrame, headers: headers))
        } catch {
            if case .wasted = error { return .failed(error) }
            throw error
        }
    }

    private func failure(_ failure: Download.Failure, _ cost: MicroDollars) -> ProviderError {
        let reason = "it was made, but could not be fetched: \(service.shown(failure.reason))"
        return failure.isGone && !Task.isCancelled ? .wasted(reason: reason, cost: cost) : .unavailable(reason: reason)
    }

    /// A name for a file: the token may hold anything.
    static func name(of token: String, for service: Service) -> String {
        "\(service.name.lowercased())-\(String(StableHash.of(token), radix: 16))"
    }
}
