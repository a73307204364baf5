import Synchronization

/// The requests that a server has received, the connections that have ended, and who waits for more of them.
final class LoopbackLog: Sendable {
    private struct State {
        var requests: [LoopbackRequest] = []
        var endings = 0
        var waitingForEnds: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<[LoopbackRequest], Never>)] = []
    }

    private let state = Mutex(State())

    var requests: [LoopbackRequest] { state.withLock { $0.requests } }

    func add(_ request: LoopbackRequest) {
        let (requests, served) = state.withLock { state in
            state.requests.append(request)
            let count = state.requests.count
            let served = state.waiting.filter { $0.count <= count }
            state.waiting.removeAll { $0.count <= count }
            return (state.requests, served)
        }
        for waiter in served { waiter.continuation.resume(returning: requests) }
    }

    func requests(atLeast count: Int) async -> [LoopbackRequest] {
        await withCheckedContinuation { continuation in
            let requests: [LoopbackRequest]? = state.withLock { state in
                if state.requests.count >= count { return state.requests }
                state.waiting.append((count, continuation))
                return nil
            }
            if let requests { continuation.resume(returning: requests) }
        }
    }

    func addEnding() {
        let served = state.withLock { state in
            state.endings += 1
            let count = state.endings
            defer { state.waitingForEnds.removeAll { $0.count <= count } }
            return state.waitingForEnds.filter { $0.count <= count }
        }
        for waiter in served { waiter.continuation.resume() }
    }

    func endings(atLeast count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.endings < count else { return true }
                state.waitingForEnds.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
