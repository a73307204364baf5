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
}
