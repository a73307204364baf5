import Core

/// The name and the charter of a run that is measured.
struct BenchRun {
    let id: RunID
    let charter: RunCharter

    /// Each number is a run for an issue of its own.
    init(number: Int) {
        let now = BenchTime().now()
        var bits = SplitMix64(seed: UInt64(number))
        id = RunID(at: now, using: &bits)
        charter = RunCharter(
            issue: .github(repository: "octo/lighthouse", number: number), issueTitle: "A bench", issueURL: nil,
            author: "octocat", brief: Brief(prompt: "nothing", seed: Seed(hashing: "bench"), outputPath: "assets/"),
            workflow: "bench", requestDigest: "bench", estimate: .nothing, budget: nil, createdAt: now, delivery: .null)
    }
}
