import Core
import HTTP
import Synchronization

/// Writes that wait for their turn, one made at a time: what is new goes before edits, and of two edits of one thing only the newer
/// is made.
///
/// Whoever comes with an edit of something that another waits to edit joins that one: what is then sent has both, the newer on top,
/// and both get its answer.
final class WriteLine: Sendable {
    typealias Answer = Result<HTTPResponse, GitHubFailure>

    /// How somebody gets an answer who comes with a write.
    enum Entry: Sendable {
        /// By making the write, and saying what came of it.
        case own(Int)
        /// By waiting for another.
        case shared(Answer)
    }

    private enum Phase { case waiting, sent, resting }

    private struct Ticket {
        var call: GitHubCall
        var phase = Phase.waiting
        var owner: CheckedContinuation<Void, Never>?
        var joined: [(id: Int, continuation: CheckedContinuation<Entry, Never>)] = []
    }

    private struct State {
        var pace: WritePace
        /// That of other processes besides; nil where there are none to heed.
        let shared: SharedPace?
        var tickets: [Int: Ticket] = [:]
        var last = 0

        var isBusy: Bool { tickets.values.contains { $0.phase == .sent } }

        /// The one whose turn is next.
        var head: Int? {
            tickets.filter { $0.value.phase == .waiting }
                .min { ($0.value.call.isEdit ? 1 : 0, $0.key) < ($1.value.call.isEdit ? 1 : 0, $1.key) }?.key
        }

        /// A write that was sent has ended.
        mutating func note(at now: Timestamp) {
            pace.note(at: now)
            shared?.end(at: now)
        }

        mutating func number() -> Int {
            last += 1
            return last
        }

        /// Whoever is to be woken so that the line moves on.
        mutating func next() -> CheckedContinuation<Void, Never>? {
            guard !isBusy, let head else { return nil }
            return tickets[head]?.owner.take()
        }
    }

    private let state: Mutex<State>

    /// How often it is looked whether another process is done with its write.
    private static let look = Duration.milliseconds(200)

    init(_ limits: WritePace.Limits, shared: SharedPace? = nil) {
        state = Mutex(State(pace: WritePace(limits), shared: shared))
    }

    /// Until when GitHub has asked for nothing to be sent; nil where it has not.
    func held(at now: Timestamp) -> Timestamp? {
        let (own, shared) = state.withLock { ($0.pace.held, $0.shared) }
        return [own, shared?.held(at: now)].compactMap { $0 }.filter { $0 > now }.max()
    }

    func hold(until time: Timestamp, at now: Timestamp) {
        state.withLock { state in
            state.pace.hold(until: time)
            state.shared?.hold(until: time, at: now)
        }
    }

    /// Stands in line with a write, or joins somebody who waits to edit the same and waits for what comes of it.
    func enter(_ call: GitHubCall) async -> Entry {
        let number = state.withLock { $0.number() }
        return await shared(number) { state, continuation in
            guard let key = call.edits,
                let other = state.tickets.first(where: { $0.value.phase != .sent && $0.value.call.edits == key })?.key
            else {
                state.tickets[number] = Ticket(call: call)
                return false
            }
            state.tickets[other]?.call.lay(call)
            state.tickets[other]?.joined.append((number, continuation))
            return true
        }
    }

    /// Waits for another's answer where `join` has joined one; else it is one's own to make.
    private func shared(
        _ number: Int, _ join: (inout State, CheckedContinuation<Entry, Never>) -> Bool
    ) async -> Entry {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (hasJoined, next) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
                    (!Task.isCancelled && join(&state, continuation), state.next())
                }
                next?.resume()
                if !hasJoined { continuation.resume(returning: .own(number)) }
            }
        } onCancel: {
            let continuation = state.withLock { state -> CheckedContinuation<Entry, Never>? in
                for other in state.tickets.keys {
                    guard let index = state.tickets[other]?.joined.firstIndex(where: { $0.id == number }) else {
                        continue
                    }
                    return state.tickets[other]?.joined.remove(at: index).continuation
                }
                return nil
            }
            continuation?.resume(returning: .shared(.failure(Self.cancelled)))
        }
    }

    /// What is to be sent now that it is the write's turn; nil where the task was cancelled while it waited.
    ///
    /// Throws where it would be longer than `limit`.
    func turn(_ number: Int, atMost limit: Duration, _ time: any TimeSource) async throws(GitHubFailure) -> GitHubCall {
        while true {
            let now = time.now()
            let step = state.withLock { state -> Step in
                guard let ticket = state.tickets[number] else { return .leave }
                if state.isBusy || state.head != number { return .park }
                let wait = state.pace.earliest(at: now, isEdit: ticket.call.isEdit) - now
                if wait > limit { return .refuse(wait) }
                if wait > .zero { return .sleep(wait) }
                switch state.shared?.take(at: now, isEdit: ticket.call.isEdit) {
                case .busy: return .sleep(Self.look)
                case .wait(let wait): return wait > limit ? .refuse(wait) : .sleep(wait)
                case .go, nil: break
                }
                state.tickets[number]?.phase = .sent
                return .go(ticket.call)
            }
            switch step {
            case .go(let call): return call
            case .refuse(let wait): throw .definite(.throttled(after: wait))
            case .leave: throw Self.cancelled
            case .sleep(let wait):
                do { try await time.sleep(for: wait) } catch { throw Self.cancelled }
            case .park:
                await park(number)
                if Task.isCancelled { throw Self.cancelled }
            }
        }
    }

    private enum Step {
        case go(GitHubCall)
        case sleep(Duration)
        case park
        case refuse(Duration)
        case leave
    }

    /// Waits until somebody else has gone.
    private func park(_ number: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayGo = state.withLock { state in
                    if Task.isCancelled || !state.isBusy && state.head == number || state.tickets[number] == nil {
                        return true
                    }
                    state.tickets[number]?.owner = continuation
                    return false
                }
                if mayGo { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.tickets[number]?.owner.take() }?.resume()
        }
    }

    /// Notes that a try has ended which may be made again; others may join until its next turn.
    ///
    /// Where somebody waits with a newer edit of the same it is given up for that, whose answer comes back.
    func rest(_ number: Int, at now: Timestamp) async -> Entry {
        state.withLock { state in
            state.note(at: now)
            state.tickets[number]?.phase = .resting
        }
        return await shared(number) { state, continuation in
            guard let ticket = state.tickets[number], let key = ticket.call.edits,
                let newer = state.tickets.first(where: { $0.key > number && $0.value.call.edits == key })
            else { return false }
            // The older lies below: the newer has the last word.
            var call = ticket.call
            call.lay(newer.value.call)
            state.tickets[newer.key]?.call = call
            state.tickets[newer.key]?.joined.insert(contentsOf: ticket.joined + [(number, continuation)], at: 0)
            state.tickets[number] = nil
            return true
        }
    }

    /// Stands in line again after a rest.
    func resume(_ number: Int) { state.withLock { $0.tickets[number]?.phase = .waiting } }

    /// Ends a write: whoever has joined it gets its answer.
    func finish(_ number: Int, _ answer: Answer, at now: Timestamp) {
        let (joined, next) = state.withLock { state in
            let ticket = state.tickets.removeValue(forKey: number)
            if ticket?.phase == .sent { state.note(at: now) }
            return (ticket?.joined ?? [], state.next())
        }
        for (_, continuation) in joined { continuation.resume(returning: .shared(answer)) }
        next?.resume()
    }

    /// Leaves the line, for a task that was cancelled: whoever joined last makes the write instead.
    func leave(_ number: Int, at now: Timestamp) {
        let (heir, next) = state.withLock { state in
            if state.tickets[number]?.phase == .sent { state.note(at: now) }
            let heir = state.tickets[number]?.joined.popLast()?.continuation
            if heir == nil { state.tickets[number] = nil } else { state.tickets[number]?.phase = .waiting }
            return (heir, state.next())
        }
        heir?.resume(returning: .own(number))
        next?.resume()
    }

    static let cancelled = GitHubFailure.definite(
        .unreachable(reason: "the call was cancelled while it waited for its turn"))
}
