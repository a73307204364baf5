import Content
import Core
import HTTP
import Page
import Store

/// The pictures and films of a run.
extension PageDesk {
    /// Larger files are sent piece by piece as they are taken.
    private static let largestWhole = 1 << 20
    private static let piece = 256 << 10

    /// The type of a file of the run; it is nobody's business whether another run has made it.
    private func type(of digest: SHA256Digest, in run: RunID, _ caller: Caller) async throws -> MediaType {
        let summary = try await visible(run, to: caller)
        guard summary.prunedAt == nil else { throw Self.noFile }
        for attempt in try await report(of: summary).view.attempts {
            if attempt.asset.sha256 == digest { return attempt.asset.mediaType }
            if let film = attempt.asset.film, [film.poster, film.lastFrame].contains(digest) { return .png }
        }
        throw Self.noFile
    }

    private static let noFile = PageRefusal(
        404, "There is no such file", "The run has made none of this name, or it is gone.")

    func file(_ digest: SHA256Digest, of run: RunID, _ caller: Caller, _ reply: ServerReply) async throws {
        var type = try await type(of: digest, in: run, caller)
        guard let path = assets.path(of: digest), let file = OpenFile(path),
            var bytes = file.next(Self.largestWhole)
        else { throw Self.noFile }
        // What the bytes are counts, not what they were said to be.
        if let found = MediaType(sniffing: bytes) { type = found }
        guard Self.shown.contains(type) else { throw Self.noFile }
        guard bytes.count == Self.largestWhole else { return reply.send(PageAnswer.file(.bytes(bytes), type)) }
        let stream = ServerStream(room: 4 * Self.piece)
        reply.send(PageAnswer.file(.stream(stream), type))
        while stream.write(bytes), await stream.drained(to: Self.piece) {
            guard let more = file.next(Self.piece), !more.isEmpty else { break }
            bytes = more
        }
        stream.finish()
    }

    /// What a browser shows and never obeys.
    private static let shown: Set<MediaType> = [.png, .jpeg, .webp, .mp4, .wav, .mp3]

    func thumbnail(_ digest: SHA256Digest, of run: RunID, _ caller: Caller) async throws -> ServerResponse {
        _ = try await type(of: digest, in: run, caller)
        if let known = pictures[digest] { return PageAnswer.file(.bytes(known), .jpeg) }
        guard let made = await host.thumbnail(of: digest) else { throw Self.noFile }
        pictures.put(made, as: digest)
        return PageAnswer.file(.bytes(made), .jpeg)
    }
}
