package import Core
import Foundation
import Synchronization

/// A small GitHub on loopback, with its state in memory and failures on demand; `url` is its `GITHUB_API_URL`.
package final class GitHubStandIn: Sendable {
    package typealias Handler = @Sendable (LoopbackRequest) async -> LoopbackReply

    /// The token that `accounts` names unless a test gives others.
    package static let token = "test-token-that-no-text-may-show"

    /// Answers a request in place of the stand-in, whose own answer the second argument gives and carries out.
    package typealias Watcher = @Sendable (LoopbackRequest, @Sendable () async -> LoopbackReply) async -> LoopbackReply

    private let server: LoopbackServer
    private let memory: Memory

    private final class Memory: Sendable {
        let state: Mutex<StandInState>
        let mounts = Mutex<[(prefix: String, handler: Handler)]>([])
        let watcher = Mutex<Watcher?>(nil)
        init(_ state: StandInState) { self.state = Mutex(state) }
    }

    /// `accounts` maps tokens to whom they belong; `time` is what its clock says.
    package init(
        accounts: [String: StandInAccount] = [token: StandInAccount("showrunner-bot")],
        time: @escaping @Sendable () -> Timestamp = { Timestamp(Date()) },
        _ repositories: StandInRepository...
    ) throws {
        var state = StandInState(accounts: accounts, time: time)
        for repository in repositories { state.put(repository) }
        let memory = Memory(state)
        self.memory = memory
        server = try LoopbackServer { request in
            guard let watcher = memory.watcher.withLock({ $0 }) else { return await Self.answer(request, memory) }
            return await watcher(request) { await Self.answer(request, memory) }
        }
    }

    package var url: String { server.url }

    /// Everything received, what was mounted included.
    package var requests: [LoopbackRequest] { server.requests }

    package func requests(atLeast count: Int) async -> [LoopbackRequest] { await server.requests(atLeast: count) }

    package func stop() { server.stop() }

    // MARK: Scripting

    /// Answers the next calls that match with this instead.
    package func fail(_ failure: StandInFailure) { memory.state.withLock { $0.failures.append(failure) } }

    /// From now on the truth is answered again.
    package func clearFailures() { memory.state.withLock { $0.failures = [] } }

    /// Gives everything under a path prefix to another handler, as `GitHTTPBackend.answer(_:under:)`.
    package func mount(_ prefix: String, _ handler: @escaping Handler) {
        memory.mounts.withLock { $0.append((prefix, handler)) }
    }

    /// Lets every request, those of what is mounted too, pass by a watcher; nil lets them go by themselves again.
    package func watch(_ watcher: Watcher?) { memory.watcher.withLock { $0 = watcher } }

    // MARK: Apps

    package func install(_ app: StandInApp) { memory.state.withLock { $0.app = app } }
    package var app: StandInApp? { memory.state.withLock { $0.app } }

    /// From now on a token is refused.
    package func revoke(_ token: String) { memory.state.withLock { $0.accounts[token] = nil } }

    // MARK: State

    package func put(_ repository: StandInRepository) {
        memory.state.withLock { $0.put(repository) }
    }

    package func issue(_ number: Int, in repository: String) -> StandInIssue? {
        memory.state.withLock { $0.repositories[repository]?.issues[number] }
    }

    package func put(_ issue: StandInIssue, in repository: String) {
        memory.state.withLock { $0.put(issue, in: repository) }
    }

    package func comments(on number: Int, in repository: String) -> [StandInComment] {
        issue(number, in: repository)?.comments ?? []
    }

    /// As somebody would write it on the page.
    @discardableResult
    package func addComment(_ body: String, by author: StandInAccount, to number: Int, in repository: String) -> Int {
        memory.state.withLock { $0.addComment(body, by: author, to: number, in: repository)?.id ?? 0 }
    }

    /// As somebody would edit one on the page.
    package func editComment(_ id: Int, to body: String, in repository: String) {
        _ = memory.state.withLock { $0.editComment(id, to: body, in: repository) }
    }

    /// As somebody would set a label on the page, or take it off first where it is there already.
    package func label(_ number: Int, _ label: String, by actor: StandInAccount?, in repository: String) {
        memory.state.withLock { state in
            var labels = state.repositories[repository]?.issues[number]?.labels ?? []
            if labels.contains(label) {
                state.note("unlabeled", label, by: actor, on: number, in: repository)
            } else {
                labels.append(label)
            }
            state.repositories[repository]?.issues[number]?.labels = labels
            state.note("labeled", label, by: actor, on: number, in: repository)
        }
    }

    /// As somebody would change an issue on the page; GitHub notes the time and tells nobody who it was.
    package func edit(_ number: Int, in repository: String, _ change: @Sendable (inout StandInIssue) -> Void) {
        memory.state.withLock { state in
            guard var issue = state.repositories[repository]?.issues[number] else { return }
            change(&issue)
            issue.updatedAt = state.now
            state.repositories[repository]?.issues[number] = issue
        }
    }

    package func pulls(of repository: String) -> [StandInPull] {
        (self.repository(repository)?.pulls ?? [:]).values.sorted { $0.number < $1.number }
    }

    /// As somebody would open or change one on the page.
    package func put(_ pull: StandInPull, in repository: String) {
        memory.state.withLock { $0.repositories[repository]?.pulls[pull.number] = pull }
    }

    /// The check runs of a repository, in the order in which they were made.
    package func checks(of repository: String) -> [StandInCheck] {
        (self.repository(repository)?.checks ?? [:]).values.sorted { $0.id < $1.id }
    }

    package func setDrafts(_ areThere: Bool, in repository: String) {
        memory.state.withLock { $0.repositories[repository]?.hasDrafts = areThere }
    }

    package func repository(_ name: String) -> StandInRepository? { memory.state.withLock { $0.repositories[name] } }

    package func removeComments(on number: Int, in repository: String) {
        memory.state.withLock { $0.repositories[repository]?.issues[number]?.comments = [] }
    }

    // MARK: Answering

    private static func answer(_ request: LoopbackRequest, _ memory: Memory) async -> LoopbackReply {
        let mounts = memory.mounts.withLock { $0 }
        if let mount = mounts.first(where: { request.path.hasPrefix($0.prefix) }) {
            return await mount.handler(request)
        }
        let url = "http://\(request.header("Host") ?? "127.0.0.1")"
        return memory.state.withLock { state in
            guard let failure = state.takeFailure(for: request) else {
                return StandInRouter(url: url, request: request).answer(&state)
            }
            if failure.isCarriedOut { _ = StandInRouter(url: url, request: request).answer(&state) }
            return failure.reply
        }
    }
}
