import Core
import FoundationEssentials

/// A run of 100 draft images at 1024x1024 through the release binary, from issue to commit.
func memoryBench() throws {
    let bot = try ChildProcess.bot()
    let scratch = try ScratchFolder("memory")
    let count = 100
    let issue = scratch.path + "/issue.md"
    try Data(
        """
        ---
        title: A hundred posters
        labels: generate
        author: octocat
        ---

        ```yaml
        prompt: A red lighthouse on a cliff at dusk, calm sea, a small boat
        count: \(count)
        size: 1024x1024
        format: png
        ```

        """.utf8
    ).write(to: URL(filePath: issue))
    let child = try ChildProcess.run([bot, "run", issue, "--state", scratch.path + "/state"], output: .dropped)
    // 3: delivered, with pictures under the threshold.
    guard child.exitStatus == 0 || child.exitStatus == 3 else {
        throw BenchError("'bot run' ended with status \(child.exitStatus).")
    }
    // More than were asked for: each attempt that the review sent back is kept.
    let made = try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/state/objects")
        .count { $0.contains("/") }
    var figures = Figures("memory", n: count)
    figures["rssMB"] = child.peakMegabytes
    figures["seconds"] = child.seconds
    figures["cpuSeconds"] = child.cpuSeconds
    figures["imagesPerS"] = Double(count) / child.seconds
    figures["made"] = Double(made)
    figures["cpuMsPerMade"] = child.cpuSeconds * 1000 / Double(max(1, made))
    figures.show()
}
