import Core
import Synchronization

/// What a tracker has learnt and need not ask again: who it is, and which comments are its own.
final class TrackerMemory: Sendable {
    struct Place: Hashable {
        let issue: IssueIdentity
        let marker: CommentMarker
    }

    private struct State {
        var authorship: Authorship?
        var comments: [Place: PostedComment] = [:]
        var etags: [IssueIdentity: String] = [:]
        /// `owner/name` and a label that it has.
        var labels: Set<[String]> = []
        /// Whether GitHub has said that checks are not for this sign-in.
        var mayNotCheck = false
        /// The checks of runs, as GitHub has shown them last.
        var standing: [RunID: CheckRunReply] = [:]
        /// What was reported of each run last.
        var checks: [RunID: CheckReport] = [:]
        /// Edits that are under way.
        var edits: [Place: Int] = [:]
        /// The places where somebody looks for a comment or posts it, with those that wait for that.
        var searches: [Place: [CheckedContinuation<Void, Never>]] = [:]
    }

    private let state = Mutex(State())

    var authorship: Authorship? {
        get { state.withLock { $0.authorship } }
        set { state.withLock { $0.authorship = newValue } }
    }

    subscript(etag issue: IssueIdentity) -> String? {
        get { state.withLock { $0.etags[issue] } }
        set { state.withLock { $0.etags[issue] = newValue } }
    }

    func knows(label: String, of repository: String) -> Bool {
        state.withLock { $0.labels.contains([repository, label]) }
    }

    func learn(label: String, of repository: String) {
        state.withLock { _ = $0.labels.insert([repository, label]) }
    }

    subscript(place: Place) -> PostedComment? {
        get { state.withLock { $0.comments[place] } }
        set { state.withLock { $0.comments[place] = newValue } }
    }

    var mayNotCheck: Bool {
        get { state.withLock { $0.mayNotCheck } }
        set { state.withLock { $0.mayNotCheck = newValue } }
    }

    func check(of run: RunID) -> CheckReport? { state.withLock { $0.checks[run] } }

    func learn(_ check: CheckReport) { state.withLock { $0.checks[check.run] = check } }

    func standing(of run: RunID) -> CheckRunReply? { state.withLock { $0.standing[run] } }
    func learn(_ reply: CheckRunReply, of run: RunID) { state.withLock { $0.standing[run] = reply } }
    func forgetStanding(of run: RunID) { state.withLock { $0.standing[run] = nil } }

    // MARK: One at a time

    func isEdited(_ place: Place) -> Bool { state.withLock { $0.edits[place] != nil } }

    func beginEdit(of place: Place) { state.withLock { $0.edits[place, default: 0] += 1 } }

    func endEdit(of place: Place) {
        state.withLock { state in
            let count = state.edits[place, default: 1] - 1
            state.edits[place] = count > 0 ? count : nil
        }
    }

    /// Waits until nobody else looks for the comment of a place; `leave` ends it.
    func enter(_ place: Place) async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.searches[place] != nil else {
                    state.searches[place] = []
                    return true
                }
                state.searches[place]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func leave(_ place: Place) {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.searches[place]?.isEmpty == false else {
                state.searches[place] = nil
                return nil
            }
            return state.searches[place]?.removeFirst()
        }
        next?.resume()
    }
}
