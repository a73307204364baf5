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

    /// Films are asked for in parts: a player jumps to where somebody wants to look.
    func file(
        _ digest: SHA256Digest, of run: RunID, _ head: RequestHead, _ caller: Caller, _ reply: ServerReply
    ) async throws {
        var type = try await type(of: digest, in: run, caller)
        guard let path = assets.path(of: digest) else { throw Self.noFile }
        let file: OpenFile
        do throws(OpenFile.Failure) { file = try OpenFile(path) } catch { throw Self.noFile }
        guard let beginning = try? file.bytes(at: 0, count: min(file.size, 64)) else { throw Self.noFile }
        // What the bytes are counts, not what they were said to be.
        if let found = MediaType(sniffing: beginning) { type = found }
        guard Self.shown.contains(type) else { throw Self.noFile }
        let tag = "\"\(digest.hex)\""
        var fields = [(name: "Accept-Ranges", value: "bytes"), (name: "ETag", value: tag)]
        switch RangeRequest(head, size: file.size, tag: tag) {
        case .whole: await send(file, 0..<file.size, type, 200, fields, reply)
        case .part(let range):
            fields.append(("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"))
            await send(file, range, type, 206, fields, reply)
        case .outside:
            reply.send(
                ServerResponse.text(416, "The file has \(file.size) bytes.")
                    .with("Content-Range", "bytes */\(file.size)").with("Accept-Ranges", "bytes"))
        }
    }

    private func send(
        _ file: borrowing OpenFile, _ range: Range<Int>, _ type: MediaType, _ status: UInt32,
        _ fields: [(name: String, value: String)], _ reply: ServerReply
    ) async {
        guard range.count > Self.largestWhole else {
            guard let bytes = try? file.bytes(at: range.lowerBound, count: range.count) else {
                return reply.send(.text(500, "The file could not be read."))
            }
            return reply.send(PageAnswer.file(.bytes(bytes), type, status: status, fields))
        }
        let stream = ServerStream(room: 4 * Self.piece, length: range.count)
        reply.send(PageAnswer.file(.stream(stream), type, status: status, fields))
        var position = range.lowerBound
        // What can't be read any more ends the answer early, which its client sees by its length.
        while position < range.upperBound,
            let piece = try? file.bytes(at: position, count: min(Self.piece, range.upperBound - position)),
            stream.write(piece)
        {
            position += piece.count
            guard position < range.upperBound else { break }
            guard await stream.drained(to: Self.piece) else { break }
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
