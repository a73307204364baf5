import Core
import FoundationEssentials
import Glibc
import Store

/// A thousand open pages on the event stream of `bot serve`, while another process writes to the log.
///
/// Every page counts what it is told: each append once, and none left out. A tenth of them goes away half-way and comes again.
func streamBench() async throws {
    let scratch = try ScratchFolder("stream")
    let state = scratch.path + "/state"
    let token = "bench-\(UInt64.random(in: .min ... .max))-bench"
    for (name, value) in [
        ("BOT_WEBHOOK_SECRET", WebhookBench.secret), ("BOT_PAGE_TOKEN", token), ("BOT_STATE_DIR", state),
        ("GITHUB_API_URL", "http://127.0.0.1:9"), ("GITHUB_TOKEN", "bench"),
    ] {
        unsafe setenv(name, value, 1)
    }
    let store = try SQLiteStore(in: state)
    var log = EventsBenchLog(number: 1, status: .waiting)
    try await store.create(log.batch(of: 1))
    let port = try WebhookBench.freePort()
    let server = try ChildProcess.start([try ChildProcess.bot(), "serve", "--listen", "127.0.0.1:\(port)"])
    defer {
        kill(server, SIGKILL)
        while waitpid(server, nil, 0) < 0, errno == EINTR {}
    }
    try WebhookLoad.waitForAnswer(port: port)
    let idle = ResidentMemory.megabytes(of: server)
    let pages = 1_000
    let appends = 1_000
    let load = try StreamLoad(port: port, pages: pages, cookie: try StreamLoad.signIn(port: port, token: token))
    try load.hear(upTo: 0, until: .seconds(10))
    var figures = Figures("stream", n: pages)
    figures["idleRssMB"] = idle
    figures["openRssMB"] = ResidentMemory.megabytes(of: server)
    let span = BenchSpan()
    for number in 1...appends {
        load.note(append: number + 1)
        try await store.append(log.batch(of: 1))
        try load.hear(upTo: 0, until: .milliseconds(5))
        if number == appends / 2 { try load.comeAgain(every: 10) }
    }
    try load.hear(upTo: appends + 1, until: .seconds(60))
    figures["appends"] = Double(appends)
    figures["messages"] = Double(load.told)
    figures["messagesPerSecond"] = Double(load.told) / span.seconds
    figures["missed"] = Double(load.missed)
    figures["twice"] = Double(load.twice)
    figures["p50Ms"] = load.latencies.median
    figures["p99Ms"] = load.latencies.percentile(0.99)
    figures["rssMB"] = ResidentMemory.megabytes(of: server)
    figures["peakRssMB"] = ResidentMemory.peakMegabytes(of: server)
    figures.show()
}
