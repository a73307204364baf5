import Core
import FoundationEssentials
import GitStore
import Glibc

/// One commit of incompressible pictures, then a push of new ones to a bare repository on this machine.
func gitBench() async throws {
    let place = "/tmp/showrunner-bench-git-\(getpid())"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer {
        // What can't be removed lies in the system's own place for it.
        try? FileManager.default.removeItem(atPath: place)
    }
    var bits = SplitMix64(seed: 1)
    let run = RunID(at: Timestamp(milliseconds: 0), using: &bits)
    let bench = GitBench(place: place, run: run)
    let many = try bench.pictures(count: 1000, seed: 2)
    for name in ["commit.git", "remote.git"] { try bench.makeRepository(name) }
    try await bench.measure("git", count: many.count, to: "\(place)/commit.git", files: many)
    let some = try bench.pictures(count: 300, seed: 3)
    try await bench.measure("gitPush", count: some.count, to: "file://\(place)/remote.git", files: some)
}

/// The parts of the measurement.
struct GitBench {
    static let bytesOfOne = 200_000
    let place: String
    let run: RunID

    func pictures(count: Int, seed: UInt64) throws -> [DeliveryFile] {
        var bits = SplitMix64(seed: seed)
        let folder = "\(place)/made-\(seed)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try (0..<count).map { index in
            var noise: [UInt8] = []
            noise.reserveCapacity(Self.bytesOfOne)
            while noise.count < Self.bytesOfOne {
                let word: UInt64 = bits.next()
                for shift in 0..<8 { noise.append(UInt8(truncatingIfNeeded: word >> (8 * shift))) }
            }
            let path = "\(folder)/\(index).png"
            try Data(noise).write(to: URL(filePath: path))
            return DeliveryFile(path: "assets/\(index).png", content: .file(path: path))
        }
    }

    /// A bare repository without commits, by hand: the smallest that Git takes for one.
    func makeRepository(_ name: String) throws {
        for folder in ["objects/pack", "refs/heads"] {
            try FileManager.default.createDirectory(
                atPath: "\(place)/\(name)/\(folder)", withIntermediateDirectories: true)
        }
        try Data("ref: refs/heads/main\n".utf8).write(to: URL(filePath: "\(place)/\(name)/HEAD"))
        try Data("[core]\n\tbare = true\n\trepositoryformatversion = 0\n".utf8)
            .write(to: URL(filePath: "\(place)/\(name)/config"))
    }

    func measure(_ name: String, count: Int, to target: String, files: [DeliveryFile]) async throws {
        let bot = GitIdentity(name: "Bench", email: "bench@example.org")
        let request = DeliveryRequest(
            target: target, branch: "showrunner/bench", files: files,
            message: DeliveryMessage(subject: "Bench", body: "", run: run, issue: "bench"), author: bot, committer: bot,
            time: Timestamp(milliseconds: 0), run: run, credential: nil, cacheFolder: "\(place)/cache")
        let deliverer = Deliverer()
        let clock = ContinuousClock()
        let cpu = Self.cpuMilliseconds()
        let start = clock.now
        _ = try await deliverer.deliver(request)
        let time = Double((clock.now - start).milliseconds) / 1000
        let spent = Self.cpuMilliseconds() - cpu
        let megabytes = Double(count * Self.bytesOfOne) / 1_000_000
        var figures = Figures(name, n: count)
        figures["bytes"] = Double(count * Self.bytesOfOne)
        figures["cpuMsPerMB"] = spent / megabytes
        figures["MBPerSecond"] = megabytes / max(time, 0.001)
        figures["rssMB"] = ResidentMemory.peakMegabytes
        figures.show()
    }

    /// Of this process and of the children that have ended, `git receive-pack` among them.
    private static func cpuMilliseconds() -> Double {
        [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0) { sum, who in
            var usage = rusage()
            unsafe getrusage(__rusage_who_t(who.rawValue), &usage)
            let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
            let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
            return sum + Double(seconds) * 1000 + Double(microseconds) / 1000
        }
    }
}
