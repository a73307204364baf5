import Synchronization

/// Makes HTTP exchanges over libcurl, all of them on one thread of its own that starts with the first.
package final class HTTPClient: Sendable {
    private let userAgent: String
    private let state = Mutex(State.idle)

    private enum State {
        /// No thread and no libcurl yet: a command that sends nothing pays nothing.
        case idle
        case running(TransferLoop)
        case shutDown
    }

    package init(userAgent: String) { self.userAgent = userAgent }

    deinit {
        guard case .running(let loop) = state.withLock({ $0 }) else { return }
        loop.stop(then: nil)
    }

    /// Makes one exchange, redirects included, and returns whatever answer came, a 404 or 500 too.
    ///
    /// Cancelling the calling task aborts the transfer. A redirect is followed with the same method, a 303 with GET, and never for a
    /// paid request; what may carry a secret stays behind on a change of origin.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        var request = request
        for _ in 0...RedirectPolicy.mostHops {
            let answer = try await exchange(request)
            guard let next = RedirectPolicy.following(answer, of: request) else { return answer.response }
            request = next
        }
        throw .noAnswer(reason: "\(request.printableURL) led to more than \(RedirectPolicy.mostHops) redirects")
    }

    /// Ends the thread; transfers that are still under way end as cancelled, and sending afterwards is refused.
    package func shutdown() async {
        let loop: TransferLoop? = state.withLock { state in
            defer { state = .shutDown }
            guard case .running(let loop) = state else { return nil }
            return loop
        }
        guard let loop else { return }
        await withCheckedContinuation { continuation in loop.stop(then: continuation) }
    }

    private func exchange(_ request: HTTPRequest) async throws(HTTPError) -> Answer {
        let loop = try runningLoop()
        let transfer = Transfer(request, userAgent: userAgent)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in loop.start(transfer, continuation) }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try result.get()
    }

    private func runningLoop() throws(HTTPError) -> TransferLoop {
        try state.withLock { state throws(HTTPError) in
            switch state {
            case .running(let loop): return loop
            case .shutDown: throw .shutDown
            case .idle:
                let loop = try TransferLoop()
                state = .running(loop)
                return loop
            }
        }
    }
}
