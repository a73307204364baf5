package import Core
import HTTP
import Page
import Synchronization

/// Follows the log once, and tells everybody who looks at a page.
///
/// Each append is put into words once; all streams share those bytes. The last ones are kept, so that a client that was away for a
/// moment is told what it missed, from the very message after the one that it names; one that was away longer reads the log.
package final class StreamHub: Sendable {
    struct Message: Sendable {
        let position: Int
        let run: RunID
        let repository: String?
        let bytes: [UInt8]
    }

    private struct Listener {
        let stream: ServerStream
        let scope: StreamScope
        let ends: Timestamp
    }

    private struct State {
        /// Everything up to here has been told.
        var position: Int
        /// The newest messages, without a gap: all appends after `floor`.
        var kept: [Message] = []
        var keptBytes = 0
        var floor: Int
        var listeners: [Int: Listener] = [:]
        var next = 0
    }

    static let heartbeat = Duration.seconds(15)
    private static let mostKept = 1_024
    private static let mostKeptBytes = 4 << 20

    private let feed: any EventFeed
    private let time: any TimeSource
    private let repository: @Sendable (RunID) async -> String?
    private let state: Mutex<State>

    /// `position`: that of the newest append; `repository` says, in lower case, to which one a run belongs.
    package init(
        _ feed: any EventFeed, after position: Int, time: any TimeSource,
        repository: @escaping @Sendable (RunID) async -> String?
    ) {
        self.feed = feed
        self.time = time
        self.repository = repository
        state = Mutex(State(position: position, floor: position))
    }

    /// How many streams there are.
    package var listeners: Int { state.withLock { $0.listeners.count } }
    /// Everything up to here has been told.
    package var position: Int { state.withLock { $0.position } }

    /// Tells what is committed until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.beat() }
            await follow()
            group.cancelAll()
        }
    }

    private func follow() async {
        var follower = EventFollower(feed, after: position, time: time)
        while !Task.isCancelled {
            do {
                for append in try await follower.next() { tell(await message(append)) }
            } catch {
                // The store says by itself what is wrong with it; here it is only asked again.
                try? await time.sleep(for: .seconds(1))
            }
        }
    }

    func message(_ append: Append) async -> Message {
        let run = append.events[0].run
        return Message(
            position: append.position, run: run, repository: await repository(run), bytes: StreamMessage.append(append))
    }

    func tell(_ message: Message) {
        state.withLock { state in
            state.position = message.position
            state.kept.append(message)
            state.keptBytes += message.bytes.count
            var surplus = 0
            while state.kept.count - surplus > Self.mostKept
                || state.keptBytes > Self.mostKeptBytes && state.kept.count - surplus > 1
            {
                state.keptBytes -= state.kept[surplus].bytes.count
                state.floor = state.kept[surplus].position
                surplus += 1
            }
            // In larger steps, so that not every message moves all.
            if surplus > 0 { state.kept.removeFirst(surplus) }
            for (name, listener) in state.listeners
            where listener.scope.takes(message.run, of: message.repository) && !listener.stream.write(message.bytes) {
                state.listeners[name] = nil
            }
        }
    }

    // MARK: Who listens

    /// A name for somebody who is about to listen.
    func name() -> Int {
        state.withLock { state in
            state.next += 1
            return state.next
        }
    }

    /// Has a stream told everything after a position; false where that is too long ago, and must be read from the log first.
    func join(
        _ stream: ServerStream, as name: Int, _ scope: StreamScope, after position: Int, until ends: Timestamp
    ) -> Bool {
        state.withLock { state in
            guard position >= state.floor else { return false }
            for message in state.kept
            where message.position > position && scope.takes(message.run, of: message.repository) {
                guard stream.write(message.bytes) else { return true }
            }
            state.listeners[name] = Listener(stream: stream, scope: scope, ends: ends)
            return true
        }
    }

    func leave(_ name: Int) { state.withLock { $0.listeners[name] = nil } }

    /// Has everybody come again, or go away.
    func close() {
        let streams = state.withLock { state in
            defer { state.listeners = [:] }
            return state.listeners.values.map(\.stream)
        }
        for stream in streams { stream.finish() }
    }

    private func beat() async {
        while !Task.isCancelled {
            // Cut short where it is cancelled, which the loop sees.
            try? await time.sleep(for: Self.heartbeat)
            pulse()
        }
    }

    /// A sign of life for each, and the end for those whose time is over: they come again if they may.
    func pulse() {
        let now = time.now()
        let over = state.withLock { state in
            var over: [ServerStream] = []
            for (name, listener) in state.listeners {
                if listener.ends <= now {
                    over.append(listener.stream)
                    state.listeners[name] = nil
                } else if !listener.stream.write(StreamMessage.heartbeat) {
                    state.listeners[name] = nil
                }
            }
            return over
        }
        for stream in over { stream.finish() }
    }
}
