import Content
import Core
import Imaging
import Store
import TestSupport
import Testing

/// What the tests of agents share: a state folder with a real asset store, and orders for any task of a brief.
struct AgentBench {
    let folder: TemporaryFolder
    let assets: FileAssetStore
    let queue = ImagingQueue(width: 2)
    var brief: Brief
    var records: [RoomFact] = []
    /// What is left of the run's budget, 0–1; nil without one.
    var remainingShare: Double?
    static let createdAt = Timestamp(milliseconds: 1_700_000_000_000)
    static let run: RunID = {
        var bits = SplitMix64(seed: 3)
        return RunID(at: createdAt, using: &bits)
    }()

    init(count: Int = 1) throws {
        folder = try TemporaryFolder()
        assets = FileAssetStore(in: folder.path("state"))
        brief = Brief(prompt: "A red lighthouse at dusk", seed: try #require(Seed(7)), outputPath: "assets/posters/")
        brief.size = PixelSize(width: 96, height: 64)
        (brief.namesSize, brief.namesFormat) = (true, true)
        brief.count = count
    }

    /// An order for a task; `regenerates` lets it send an asset back through `draw` and `review`.
    func order(
        _ id: TaskID, uses: String, asset: String? = nil, attempt: Int = 1, tryNumber: Int = 1, seed: UInt32 = 7,
        parameters: JSONValue = .object([:]), retry: RetryPolicy = RetryPolicy()
    ) -> TaskOrder {
        let task = PlanTask(
            id: id, uses: uses, asset: asset.map { AssetKey($0) }, attempt: attempt, retry: retry,
            parameters: parameters)
        return order(for: task, tryNumber: tryNumber, seed: seed)
    }

    func order(for task: PlanTask, tryNumber: Int = 1, seed: UInt32 = 7) -> TaskOrder {
        TaskOrder(
            run: Self.run, issue: .file(path: "/somewhere/secret/posters.md"), issueTitle: "Lighthouse posters",
            createdAt: Self.createdAt, brief: brief, task: task, tryNumber: tryNumber,
            seed: task.asset == nil ? nil : Seed(seed), inputs: [:], records: records,
            remainingShare: remainingShare)
    }

    /// Keeps bytes as an attempt that was made.
    @discardableResult
    mutating func make(_ key: String, attempt: Int = 1, bytes: [UInt8]) async throws -> Asset {
        let asset = Asset(
            key: AssetKey(key), attempt: attempt, sha256: try await assets.put(bytes), mediaType: .png,
            size: PixelSize(width: 96, height: 64), bytes: bytes.count, provider: "draft", model: "draft-1",
            prompt: brief.prompt, seed: try #require(Seed(attempt)), cost: .zero, isSigned: false)
        records.append(AssetProduced(asset).record)
        return asset
    }

    mutating func judge(
        _ key: String, attempt: Int = 1, score: Double, hash: UInt64? = nil, verdict: Verdict = .pass
    ) {
        records.append(
            AssetJudged(
                key: AssetKey(key), attempt: attempt,
                judgement: Judgement(score: score, verdict: verdict, criteria: ["sharpness": score]), hash: hash
            ).record)
    }
}

/// Watches nothing.
struct NoSignals: SignalSink {
    func send(_ signal: Signal) {}
}

/// Gives what it was told to give, at a price.
struct CannedProvider: ImageProvider {
    var model = Model(
        name: "canned-1", provider: "canned", id: "canned-1", takesSeed: true,
        price: ModelPrice(otherImages: MicroDollars(50_000)))
    let answer: Result<GeneratedMedia, ProviderError>

    init(_ answer: Result<GeneratedMedia, ProviderError>) { self.answer = answer }

    init(bytes: [UInt8], as type: MediaType = .png) {
        answer = .success(GeneratedMedia(bytes: bytes, mediaType: type, seed: nil, cost: MicroDollars(40_000)))
    }

    func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia { try answer.get() }
}

extension AgentAnswer {
    /// Why the try failed; nil where it did not.
    var failure: TaskFailure? { if case .failed(let failure) = outcome { failure } else { nil } }
    var spawned: [PlanTask] { if case .spawn(let tasks, _) = outcome { tasks } else { [] } }
    var shortfall: String? { if case .done(_, let shortfall) = outcome { shortfall } else { nil } }
}
