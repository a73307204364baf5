import Core
import HTTP
import Page
import Store

/// Streams of what happens.
extension PageDesk {
    /// Bytes that may wait for a client before it is cut off, and comes again.
    private static let room = 256 << 10
    /// How long the stream of somebody with GitHub's rights lasts before they are asked about again.
    private static let memberTime = Duration.seconds(900)

    /// Tells everything after the position that the client names: the header of a client that comes again goes before the address.
    func stream(_ run: RunID?, _ head: RequestHead, _ caller: Caller, _ reply: ServerReply) async throws {
        let scope: StreamScope
        if let run {
            _ = try await visible(run, to: caller)
            scope = .run(run)
        } else {
            scope = try await self.scope(for: caller.person)
        }
        guard head.method == "GET" else {
            return reply.send(ServerResponse(200, headers: [("Content-Type", "text/event-stream")]))
        }
        let hub = hub
        let name = hub.name()
        let stream = ServerStream(room: Self.room) { hub.leave(name) }
        stream.write(StreamMessage.opening)
        reply.send(PageAnswer.stream(stream))
        let newest = hub.position
        let given = head.headers["last-event-id"] ?? FormFields((head.query ?? "").utf8)["after"]
        var position = newest
        if let given {
            guard let known = Int(given), (0...newest).contains(known) else {
                // It knows another history than this one.
                stream.write(StreamMessage.reload)
                return stream.finish()
            }
            position = known
        }
        var ends = caller.session?.ends ?? Timestamp(milliseconds: .max)
        if case .member = caller.person { ends = min(ends, time.now() + Self.memberTime) }
        // From the log until what the hub has kept follows without a gap.
        while !hub.join(stream, as: name, scope, after: position, until: ends) {
            let appends = try await store.appends(after: position, limit: 64)
            guard let last = appends.last else { return stream.finish() }
            for append in appends {
                let message = await hub.message(append)
                guard scope.takes(message.run, of: message.repository) else { continue }
                guard stream.write(message.bytes) else { return }
            }
            position = last.position
            guard await stream.drained(to: Self.room / 4) else { return }
        }
    }

    /// Somebody of GitHub hears of the repositories that they may read.
    private func scope(for person: PagePerson) async throws -> StreamScope {
        guard case .member = person else { return .all }
        var names: Set<String> = []
        var asked: Set<String> = []
        for run in try await store.runs(limit: 1_000) where asked.count < 50 {
            let name = run.issue.repository.lowercased()
            guard asked.insert(name).inserted else { continue }
            if try await rights.rights(of: person, in: run.issue).mayLook { names.insert(name) }
        }
        return .repositories(names)
    }
}
