/// The events of an answer as they come in.
///
/// It ends where the answer does: whether that was the end of what was to be said, only the last event tells.
package struct EventStream: AsyncSequence, Sendable {
    private let body: HTTPStream

    init(_ body: HTTPStream) { self.body = body }

    /// The answer's status and head fields; its body is empty.
    package var head: HTTPResponse { body.head }

    package func makeAsyncIterator() -> Iterator { Iterator(body) }

    package struct Iterator: AsyncIteratorProtocol {
        private let body: HTTPStream
        private var parser = EventParser()
        private var ready: ArraySlice<ServerSentEvent> = []

        fileprivate init(_ body: HTTPStream) { self.body = body }

        package mutating func next() async throws(HTTPError) -> ServerSentEvent? {
            try await next(isolation: #isolation)
        }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(HTTPError) -> ServerSentEvent? {
            while ready.isEmpty {
                guard let piece = try await body.next(isolation: actor) else { return nil }
                ready = parser.take(piece)[...]
            }
            return ready.removeFirst()
        }
    }
}
