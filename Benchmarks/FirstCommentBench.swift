import Core
import Crypto
import FoundationEssentials
import Glibc
import Synchronization
import TestSupport

/// From the delivery that tells of a label to the first comment on its issue, over a GitHub on loopback.
///
/// Each issue is another; between two the bot has come to rest, so that none waits for the pace of the writes before it.
func firstCommentBench() async throws {
    let scratch = try ScratchFolder("firstcomment")
    let repository = "octo/lighthouse"
    let form = "### Kind\n\nimage\n\n### Prompt\n\nA lighthouse at dusk\n\n### Size\n\n64x64"
    let count = 5
    let hub = try GitHubStandIn(
        StandInRepository(
            repository,
            issues: (1...count).map { StandInIssue($0, title: "Lighthouse \($0)", body: form) }))
    let waits = FirstComments()
    hub.watch { request, answer in
        waits.see(request)
        return await answer()
    }
    unsafe setenv("BOT_WEBHOOK_SECRET", WebhookBench.secret, 1)
    unsafe setenv("BOT_STATE_DIR", scratch.path + "/state", 1)
    unsafe setenv("GITHUB_API_URL", hub.url, 1)
    unsafe setenv("GITHUB_SERVER_URL", hub.url, 1)
    unsafe setenv("GITHUB_TOKEN", GitHubStandIn.token, 1)
    let port = try WebhookBench.freePort()
    let process = try ChildProcess.start(
        [try ChildProcess.bot(), "serve", "--listen", "127.0.0.1:\(port)"], output: .dropped)
    defer {
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }
    try WebhookLoad.waitForAnswer(port: port)
    for number in 1...count {
        let body =
            Array(
                #"{"action":"labeled","issue":{"number":\#(number)},"label":{"name":"generate"},"repository":{"full_name":"#
                    .utf8)
            + Array(#""\#(repository)"},"sender":{"id":1,"login":"ada","type":"User"}}"#.utf8)
        let load = WebhookLoad(
            port: port, body: body, signature: WebhookBench(body: body).signature, event: "issues")
        hub.label(number, "generate", by: StandInAccount("maintainer"), in: repository)
        waits.begin(number)
        _ = try load.run(connections: 1, count: 1)
        try await waits.rest()
    }
    let times = waits.milliseconds
    guard times.count == count else { throw BenchError("\(count - times.count) of \(count) issues got no comment.") }
    var figures = Figures("firstComment", n: count)
    figures["firstMs"] = times.first ?? 0
    figures["p50Ms"] = times.median
    figures["maxMs"] = times.max() ?? 0
    figures.show()
}

/// When each issue's delivery was sent, and how long its first comment took to come in.
private final class FirstComments: Sendable {
    private struct State {
        var number = 0
        var begun = ContinuousClock.now
        var milliseconds: [Double] = []
        /// When the bot has last written anything.
        var lastWrite = ContinuousClock.now
    }

    private let state = Mutex(State())

    var milliseconds: [Double] { state.withLock { $0.milliseconds } }

    func begin(_ number: Int) {
        state.withLock { state in
            state.number = number
            state.begun = .now
        }
    }

    /// Returns when the first comment is there and nothing has been written for three seconds, at the latest after half a minute.
    func rest() async throws {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(200))
            let isAtRest = state.withLock { $0.number == 0 && ContinuousClock.now - $0.lastWrite > .seconds(3) }
            if isAtRest { return }
        }
    }

    func see(_ request: LoopbackRequest) {
        let now = ContinuousClock.now
        state.withLock { state in
            if request.method != "GET" { state.lastWrite = now }
            guard request.method == "POST", request.path.hasSuffix("/issues/\(state.number)/comments") else { return }
            state.milliseconds.append((now - state.begun) / .milliseconds(1))
            state.number = 0
        }
    }
}
