import Core

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
    func result(
        at url: String, of kind: MediaType, token: String, seed: Seed?, cost: MicroDollars, lastFrame: String? = nil
    ) async throws(ProviderError) -> JobResult {
        let bytes = try await bytes(of: url, cost: cost)
        guard let type = MediaType(sniffing: bytes), (type == .mp4) == (kind == .mp4) else {
            throw .wasted(
                reason: "what lies at the address that it gave is no \(kind == .mp4 ? "video" : "picture")", cost: cost)
        }
        var last: SourcePicture?
        if let lastFrame {
            // A film without its last frame is still one; whoever needs the frame takes it out of the film.
            if let frame = try? await self.bytes(of: lastFrame, cost: cost), let type = MediaType(sniffing: frame) {
                last = SourcePicture(bytes: frame, mediaType: type)
            }
        }
        let name = Self.name(of: token, for: service)
        let path = try folder.keep(bytes, as: "\(name).\(type.fileExtension)")
        return JobResult(file: path, mediaType: type, lastFrame: last, seed: seed, cost: cost)
    }

    func bytes(of url: String, cost: MicroDollars) async throws(ProviderError) -> [UInt8] {
        do {
            return try await download.bytes(of: url)
        } catch {
            let reason = "it was made, but could not be fetched: \(service.shown(error.reason))"
            if error.isGone, !Task.isCancelled { throw .wasted(reason: reason, cost: cost) }
            throw .unavailable(reason: reason)
        }
    }

    /// A name for a file: the token may hold anything.
    static func name(of token: String, for service: Service) -> String {
        "\(service.name.lowercased())-\(String(StableHash.of(token), radix: 16))"
    }
}
