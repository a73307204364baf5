import Core
import Crypto
import FoundationEssentials
import Glibc

/// Deliveries of 25 KB to `bot serve`: signature checked, told apart, durable before the answer.
///
/// Where `BENCH_WEBHOOK_C` names the source of a C program that does the same (`ceiling PORT DB SECRET full id`), it is compiled and
/// measured in turn with ours. 'one' is a single connection, 'many' are 64.
func webhookBench() async throws {
    let scratch = try ScratchFolder("webhook")
    WebhookBench.prepare(in: scratch.path)
    let version = try ChildProcess.run([try ChildProcess.bot(), "version"], output: .dropped).peakMegabytes
    let bench = WebhookBench(body: WebhookBody.pullRequest)
    if let program = try bench.compiled(in: scratch.path) {
        let port = try WebhookBench.freePort()
        let words = [program, "\(port)", scratch.path + "/c.db", WebhookBench.secret, "full", "id"]
        try bench.measure("webhook-c", words, port: port, beside: version)
    }
    let port = try WebhookBench.freePort()
    let words = [try ChildProcess.bot(), "serve", "--listen", "127.0.0.1:\(port)"]
    try bench.measure("webhook", words, port: port, beside: version)
}

/// A million deliveries to one `bot serve`: whether it gets slower, or larger, as they become more.
func millionBench() async throws {
    let scratch = try ScratchFolder("million")
    WebhookBench.prepare(in: scratch.path)
    let port = try WebhookBench.freePort()
    let process = try ChildProcess.start([try ChildProcess.bot(), "serve", "--listen", "127.0.0.1:\(port)"])
    defer { WebhookBench.end(process) }
    try WebhookLoad.waitForAnswer(port: port)
    let bench = WebhookBench(body: WebhookBody.pullRequest)
    for part in 1...10 { try bench.load(process, port: port, count: 100_000, as: "million\(part)").show() }
}

/// Sends the same body again and again, each time as another delivery.
struct WebhookBench {
    static let secret = "It's a Secret to Everybody"
    /// Connections at once.
    private static let many = 64
    private let body: [UInt8]
    let signature: String

    init(body: [UInt8]) {
        self.body = body
        signature = HMACSHA256.code(of: body, key: Array(Self.secret.utf8))
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Has receivers that are started from now on keep their state in a folder, and reach no GitHub.
    static func prepare(in folder: String) {
        unsafe setenv("BOT_WEBHOOK_SECRET", secret, 1)
        unsafe setenv("BOT_STATE_DIR", folder + "/state", 1)
        unsafe setenv("GITHUB_API_URL", "http://127.0.0.1:9", 1)
        unsafe setenv("GITHUB_TOKEN", "bench", 1)
    }

    static func end(_ process: pid_t) {
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }

    /// Starts a receiver, loads it, and prints its figures; `megabytes` is what 'bot version' holds.
    func measure(_ name: String, _ words: [String], port: Int, beside megabytes: Double) throws {
        let start = ContinuousClock.now
        let process = try ChildProcess.start(words)
        defer { Self.end(process) }
        try WebhookLoad.waitForAnswer(port: port)
        let ready = (ContinuousClock.now - start) / .milliseconds(1)
        let idle = ResidentMemory.megabytes(of: process)
        let load = WebhookLoad(port: port, body: body, signature: signature)
        _ = try load.run(connections: 1, count: 200)
        let one = try load.run(connections: 1, count: 3_000)
        _ = try load.run(connections: Self.many, count: 2_000)
        for round in 1...3 {
            var figures = try self.load(process, port: port, count: round == 3 ? 100_000 : 30_000, as: name)
            figures["oneP50Ms"] = one.median
            figures["readyMs"] = ready
            figures["idleRssMB"] = idle
            figures["overVersionMB"] = ResidentMemory.megabytes(of: process) - megabytes
            figures.show()
        }
    }

    /// Loads a receiver that is at work with so many deliveries on 64 connections.
    func load(_ process: pid_t, port: Int, count: Int, as name: String) throws -> Figures {
        let load = WebhookLoad(port: port, body: body, signature: signature)
        let before = Self.processorSeconds(process)
        let span = BenchSpan()
        let times = try load.run(connections: Self.many, count: count)
        var figures = Figures(name, n: count)
        figures["bytes"] = Double(body.count)
        figures["connections"] = Double(Self.many)
        figures["requestsPerSecond"] = Double(count) / span.seconds
        figures["cpuUsPerRequest"] = (Self.processorSeconds(process) - before) * 1e6 / Double(count)
        figures["p50Ms"] = times.median
        figures["p99Ms"] = times.percentile(0.99)
        figures["rssMB"] = ResidentMemory.megabytes(of: process)
        return figures
    }

    /// The C program; nil where none is named.
    func compiled(in folder: String) throws -> String? {
        guard let text = unsafe getenv("BENCH_WEBHOOK_C") else { return nil }
        let source = unsafe String(cString: text)
        let path = folder + "/ceiling"
        let words = ["/usr/bin/cc", "-O2", "-w", "-o", path, source, "-lsqlite3", "-lcrypto"]
        guard try ChildProcess.run(words, output: .inherited).exitStatus == 0 else {
            throw BenchError("\(source) does not compile.")
        }
        return path
    }

    /// A port that nobody listens on just now.
    static func freePort() throws(BenchError) -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(socket, pointer, length) == 0 && getsockname(socket, pointer, &length) == 0
            }
        }
        guard isBound else { throw BenchError("No socket on 127.0.0.1.") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// What a process has used of the processors, its own and the kernel's time together.
    private static func processorSeconds(_ process: pid_t) -> Double {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = status.lastIndex(of: ")")
        else { return 0 }
        let fields = status[end...].split(separator: " ").dropFirst()
        let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
