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
    }

    private let state = Mutex(State())

    var authorship: Authorship? {
        get { state.withLock { $0.authorship } }
        set { state.withLock { $0.authorship = newValue } }
    }

    subscript(place: Place) -> PostedComment? {
        get { state.withLock { $0.comments[place] } }
        set { state.withLock { $0.comments[place] = newValue } }
    }
}
