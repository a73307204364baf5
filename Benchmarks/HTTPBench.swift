import Core
import FoundationEssentials
import Glibc
import HTTP
import Synchronization

/// 500 requests that take 200 ms each and are answered with 1 MB, at most `c` at once, each way in a process of its own.
///
/// Where `BENCH_CURL_MULTI` names the source of a C program over curl's multi interface (`multi N C URL`), it is compiled and measured
/// in turn with ours, against the same server.
func httpBench() async throws {
    let server = try BenchServer()
    let scratch = try ScratchFolder("http")
    let url = "http://127.0.0.1:\(server.port)/1000000/200"
    let program = try CurlMulti(in: scratch.path)
    for concurrency in [5, 20, 100] {
        let count = concurrency == 5 ? 250 : 500
        try program?.measure(count: count, concurrency: concurrency, url: url)
        for way in HTTPBenchWay.allCases {
            let folder = scratch.path + "/\(way)-\(concurrency)"
            let words = [
                ChildProcess.ownPath, "http-client", way.rawValue, "\(count)", "\(concurrency)", url, folder,
            ]
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            guard try ChildProcess.run(words, output: .inherited).exitStatus == 0 else {
                throw BenchError("The client failed at \(concurrency) at once.")
            }
            try emptyFiles(of: folder)
        }
    }
}

/// Their disk space is given back, the files stay until the end.
///
/// ext4 gives no file the number of one that was removed minutes ago, and looks past every such number for each new file: with the
/// 500 files of the way before removed, making a file took three times the processor time of writing it.
private func emptyFiles(of folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        guard unsafe truncate(folder + "/" + name, 0) == 0 else { throw BenchError("\(folder) could not be emptied.") }
    }
}

/// A file of 200 MB into a file, hashed on the way.
func downloadBench() async throws {
    let server = try BenchServer()
    let scratch = try ScratchFolder("download")
    let client = HTTPClient(userAgent: "bench")
    let bytes = 200_000_000
    let request = HTTPRequest(
        "GET", "http://127.0.0.1:\(server.port)/\(bytes)/0", timeout: .seconds(600), largestAnswer: bytes)
    let span = BenchSpan()
    let own = try await ResidentMemory.peakOwnMegabytes {
        guard case .file(let file) = try await client.download(request, to: scratch.path + "/film"), file.bytes == bytes
        else { throw BenchError("The download failed.") }
    }
    var figures = Figures("download", n: 1)
    figures["bytes"] = Double(bytes)
    figures["seconds"] = span.seconds
    figures["cpuMsPerMB"] = span.cpuSeconds * 1000 / 200
    figures["ownMB"] = own
    figures["rssMB"] = ResidentMemory.peakMegabytes
    figures.show()
}

/// What becomes of the answers.
enum HTTPBenchWay: String, CaseIterable {
    case memory, file, hashedFile
    /// As a paid call: a connection of its own.
    case paid

    /// `http-client WAY COUNT CONCURRENCY URL FOLDER`: measures one way, and prints its figures.
    static func run(_ words: [String]) async throws {
        guard words.count == 5, let way = HTTPBenchWay(rawValue: words[0]), let count = Int(words[1]),
            let concurrency = Int(words[2])
        else { throw BenchError("Usage: http-client WAY COUNT CONCURRENCY URL FOLDER") }
        let client = HTTPClient(userAgent: "bench")
        let counter = Counter()
        let (url, folder) = (words[3], words[4])
        let span = BenchSpan()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<concurrency {
                group.addTask {
                    while counter.next() < count {
                        try await way.exchange(over: client, url, in: folder)
                    }
                }
            }
            try await group.waitForAll()
        }
        let (seconds, cpu) = (span.seconds, span.cpuSeconds)
        var figures = Figures("http-\(way.rawValue)", n: count)
        figures["concurrency"] = Double(concurrency)
        figures["seconds"] = seconds
        figures["overIdeal"] = seconds / (Double((count + concurrency - 1) / concurrency) * 0.2)
        figures["cpuMsPerRequest"] = cpu * 1000 / Double(count)
        figures["rssMB"] = ResidentMemory.peakMegabytes
        figures.show()
    }

    private final class Counter: Sendable {
        private let count = Atomic(0)
        func next() -> Int { count.add(1, ordering: .relaxed).oldValue }
    }

    private func exchange(over client: HTTPClient, _ url: String, in folder: String) async throws {
        let prompt = #"{"model":"m","prompt":"a red fox in snow","size":"1024x1024"}"#
        let request = HTTPRequest(
            "POST", url, headers: [("Content-Type", "application/json")], body: .bytes(Array(prompt.utf8)),
            isPaid: self == .paid)
        let length: Int
        switch self {
        case .memory, .paid: length = try await client.send(request).body.count
        case .file, .hashedFile:
            let path = "\(folder)/\(UUID().uuidString)"
            let answer = try await client.download(request, to: path, digest: self == .file ? .none : .sha256)
            guard case .file(let file) = answer else { throw BenchError("The server refused.") }
            length = file.bytes
        }
        guard length == 1_000_000 else { throw BenchError("An answer of \(length) bytes came.") }
    }
}

/// The C program that ours is held beside.
struct CurlMulti {
    private let path: String

    /// Nil where none is named.
    init?(in folder: String) throws {
        guard let text = unsafe getenv("BENCH_CURL_MULTI") else { return nil }
        let source = unsafe String(cString: text)
        path = folder + "/multi"
        let words = ["/usr/bin/cc", "-O2", "-w", "-o", path, source, "-lcurl"]
        guard try ChildProcess.run(words, output: .inherited).exitStatus == 0 else {
            throw BenchError("\(source) does not compile.")
        }
    }

    func measure(count: Int, concurrency: Int, url: String) throws {
        let report = path + ".json"
        let child = try ChildProcess.run([path, "\(count)", "\(concurrency)", url], output: .file(report))
        let text = try String(contentsOfFile: report, encoding: .utf8)
        guard child.exitStatus == 0, let said = try? JSONValue(parsing: text), let seconds = said["s"]?.number,
            let cpu = said["cpu_s"]?.number
        else { throw BenchError("The C program failed at \(concurrency) at once.") }
        var figures = Figures("http-c", n: count)
        figures["concurrency"] = Double(concurrency)
        figures["seconds"] = seconds
        figures["overIdeal"] = seconds / (Double((count + concurrency - 1) / concurrency) * 0.2)
        figures["cpuMsPerRequest"] = cpu * 1000 / Double(count)
        figures["rssMB"] = said["rss_mb"]?.number ?? 0
        figures.show()
    }
}
