import Synchronization

/// Makes HTTP exchanges over libcurl, all of them on one thread of its own that starts with the first.
package final class HTTPClient: Sendable {
    private let userAgent: String
    private let authorities: String?
    private let state = Mutex(State.idle)

    private enum State {
        /// No thread and no libcurl yet: a command that sends nothing pays nothing.
        case idle
        case running(TransferLoop)
        case shutDown
    }

    /// `authorities`: the path of a file with the certificates (PEM) of those who are trusted to sign a server's; nil for those that
    /// this host trusts.
    package init(userAgent: String, authorities: String? = nil) {
        self.userAgent = userAgent
        self.authorities = authorities
    }

    deinit {
        guard case .running(let loop) = state.withLock({ $0 }) else { return }
        loop.stop(then: nil)
    }

    /// Makes one exchange, redirects included, and returns whatever answer came, a 404 or 500 too.
    ///
    /// Cancelling the calling task aborts the transfer. A redirect is followed with the same method, a 303 with GET, and never for a
    /// paid request; what may carry a secret stays behind on a change of origin.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await follow(request, to: .memory).answer.response
    }

    /// Takes the answer's body straight into a file, which is made anew, and computes its hash as it comes in.
    ///
    /// Memory stays flat however long it is; beyond `largestAnswer` it is broken off. Where it fails no file is left.
    package func download(
        _ request: HTTPRequest, to path: String, digest: DownloadedFile.Digest = .sha256
    ) async throws(HTTPError) -> DownloadAnswer {
        let body = FileBody(path: path, digest: digest)
        defer { body.discard() }
        let answer = try await follow(request, to: .file(body)).answer
        return answer.isBegun ? .file(try body.finish()) : .other(answer.response)
    }

    /// Makes one exchange, and gives an answer of events back as soon as it begins; any other as `send` does.
    ///
    /// An answer that is not read on holds its sender up, and is broken off when it is let go. `stall` looks after one whose sender
    /// has gone quiet: a comment counts as a sign of life.
    package func events(_ request: HTTPRequest) async throws(HTTPError) -> EventAnswer {
        let body = StreamBody()
        let (answer, transfer, loop) = try await follow(request, to: .events(body))
        guard answer.isBegun else { return .whole(answer.response) }
        return .events(
            EventStream(HTTPStream(head: answer.response, body: body, transfer: transfer, loop: loop, client: self)))
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

    private typealias Outcome = (answer: Answer, transfer: Transfer, loop: TransferLoop)

    /// As many exchanges as redirects lead to.
    private func follow(_ request: HTTPRequest, to target: AnswerTarget) async throws(HTTPError) -> Outcome {
        var request = request
        for _ in 0...RedirectPolicy.mostHops {
            let outcome = try await exchange(request, to: target)
            guard let next = RedirectPolicy.following(outcome.answer, of: request) else { return outcome }
            request = next
        }
        throw .noAnswer(reason: "\(request.printableURL) led to more than \(RedirectPolicy.mostHops) redirects")
    }

    private func exchange(_ request: HTTPRequest, to target: AnswerTarget) async throws(HTTPError) -> Outcome {
        let loop = try runningLoop()
        let transfer = Transfer(request, to: target, userAgent: userAgent, authorities: authorities)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in loop.start(transfer, continuation) }
        } onCancel: {
            loop.cancel(transfer)
        }
        return (try result.get(), transfer, loop)
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
