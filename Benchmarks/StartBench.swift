import Core
import FoundationEssentials

/// How long `bot version` takes from spawn to end, the file in the page cache.
func startBench() throws {
    let bot = try ChildProcess.bot()
    let count = 200
    for _ in 0..<5 { _ = try ChildProcess.run([bot, "version"], output: .dropped) }
    var times: [Double] = []
    var peak = 0.0
    for _ in 0..<count {
        let child = try ChildProcess.run([bot, "version"], output: .dropped)
        guard child.exitStatus == 0 else { throw BenchError("'bot version' failed.") }
        times.append(child.seconds * 1000)
        peak = max(peak, child.peakMegabytes)
    }
    var figures = Figures("start", n: count)
    figures["medianMs"] = times.median
    figures["minMs"] = times.percentile(0)
    figures["p99Ms"] = times.percentile(0.99)
    figures["rssMB"] = peak
    figures["binaryMB"] = Double(try Data(contentsOf: URL(filePath: bot), options: .alwaysMapped).count) / 1e6
    figures.show()
}
