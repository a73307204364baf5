package import Core
import Crypto
import FoundationEssentials
package import Imaging
package import Media

/// Cuts the chosen videos of all scenes together into one film, in their order, for nothing.
///
/// Where scenes are missing the film is cut from the others, and says which it lacks.
package struct FilmAgent: Agent {
    package let name = "film"
    /// As which the film's file and records name who made it.
    package static let provider = "showrunner"
    private static let cutter = ModelDescription(provider: provider, name: "cut", isTrained: true, takesSeed: true)
    private let assets: any AssetStore
    private let media: MediaTools?
    private let queue: ImagingQueue
    private let folder: String
    private let prices: RemakePrices?

    /// `folder`: where the film lies while it is cut.
    ///
    /// Without `prices` nobody is told what it costs to send a part back.
    package init(
        assets: any AssetStore, media: MediaTools?, queue: ImagingQueue, folder: String, prices: RemakePrices? = nil
    ) {
        self.assets = assets
        self.media = media
        self.queue = queue
        self.folder = folder
        self.prices = prices
    }

    /// The videos that would be cut: a person who approves them approves these and no others.
    package func subject(of order: TaskOrder) -> JSONValue? {
        var members: [String: JSONValue] = [
            "videos": .array(
                clips(of: order).map { asset in
                    [
                        "key": .string(asset.key.text), "attempt": .integer(Int64(asset.attempt)),
                        "sha256": .string(asset.sha256.hex),
                    ]
                })
        ]
        members["again"] = prices?.subject(of: order)
        return .object(members)
    }

    package func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey] { order.next(remake) }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard let media else { return AgentAnswer(.failed(TaskFailure(.needsPerson, MediaTools.advice))) }
        guard let key = order.task.asset, let item = order.item else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "\(order.task.id) names no asset of the brief")))
        }
        let clips = clips(of: order)
        guard !clips.isEmpty else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "no scene was filmed, so there is no film")))
        }
        var paths: [String] = []
        for clip in clips {
            guard let path = assets.path(of: clip.sha256) else {
                return AgentAnswer(
                    .failed(
                        TaskFailure(
                            .permanent,
                            "the video \(clip.key) is no longer in the state folder; 'bot run --fresh' makes it anew")))
            }
            paths.append(path)
        }
        signals.send(.activity(order.task.id, "cutting \(clips.count) scenes together"))
        let name = "film-\(SHA256.digest(of: clips.map(\.sha256.hex).joined(separator: " ")).hex.prefix(24))"
        let file = "\(folder)/\(name).part.mp4"
        let list = "\(folder)/\(name).txt"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            // Where they can't be removed they lie about until the state folder is cleaned.
            defer { for path in [file, list] { try? FileManager.default.removeItem(atPath: path) } }
            try await media.join(paths, to: file, list: list)
            let film = try await keep(file, key, item, of: clips, attempt: order.task.attempt, media)
            let missing = order.brief.assets(in: .videos).map(\.key).filter { key in
                !clips.contains { $0.key == key }
            }
            let lack = missing.isEmpty ? nil : "the film lacks \(Self.scenes(missing)), which could not be filmed"
            return AgentAnswer(
                .done(
                    ["sha256": .string(film.sha256.hex), "scenes": .integer(Int64(clips.count))], shortfall: lack),
                // It shows other videos than the one before.
                records: [AssetSetAside(key: key, through: film.attempt - 1).record].filter { _ in film.attempt > 1 }
                    + [
                        AssetProduced(film).record,
                        FilmCut(
                            film: film.sha256,
                            clips: Dictionary(clips.map { ($0.key, $0.sha256) }, uniquingKeysWith: { one, _ in one })
                        ).record,
                    ])
        } catch let failure as TaskFailure {
            return AgentAnswer(.failed(failure))
        } catch let error as MediaError {
            let kind: TaskFailure.Kind =
                switch error {
                case .failed, .unreadable, .outputTooLarge: .permanent
                case .notStarted, .storage: .needsPerson
                case .timedOut, .cancelled: .transient(after: nil)
                }
            return AgentAnswer(.failed(TaskFailure(kind, "the film could not be cut: \(error)")))
        } catch {
            return AgentAnswer(.failed(TaskFailure(.needsPerson, "the film could not be cut: \(error)")))
        }
    }

    private func clips(of order: TaskOrder) -> [Asset] {
        let history = AssetHistory(order.records)
        return order.brief.assets(in: .videos).compactMap { history.selected(of: $0.key) }
            .filter { $0.mediaType == .mp4 }
    }

    private func keep(
        _ file: String, _ key: AssetKey, _ item: BatchItem, of clips: [Asset], attempt: Int, _ media: MediaTools
    ) async throws -> Asset {
        let facts = try await media.probe(file)
        try ImageLimits.standard.check(facts.size)
        let provenance = Provenance(
            model: Self.cutter, seed: nil, promptSHA256: SHA256.digest(of: item.prompt))
        let marked = try await queue.run {
            try provenance.embed(in: [UInt8](try Data(contentsOf: URL(filePath: file))))
        }
        let still = try await media.frames(of: file, facts: facts, count: 1).first
        let poster = try await queue.run {
            try still.map { try ImageCodec.thumbnail(of: $0, longestSide: 960, as: .jpeg) }
        }
        do {
            var stands: SHA256Digest?
            if let poster { stands = try await assets.put(poster) }
            return Asset(
                key: key, attempt: attempt, sha256: try await assets.put(marked.bytes), mediaType: .mp4,
                size: facts.size, bytes: marked.bytes.count, provider: Self.cutter.provider, model: Self.cutter.name,
                prompt: item.prompt, seed: clips[0].seed, cost: .zero, isSigned: marked.isSigned,
                isReproducible: clips.allSatisfy(\.isReproducible),
                film: Film(duration: facts.duration, framesPerSecond: facts.framesPerSecond, poster: stands))
        } catch {
            throw TaskFailure(.needsPerson, "the film could not be kept: \(error)")
        }
    }

    /// `scene 3`, `scenes 2, 3`.
    static func scenes(_ keys: [AssetKey]) -> String {
        let numbers = keys.compactMap { StoryPart(key: $0)?.scene }.map(String.init)
        return "scene\(numbers.count == 1 ? "" : "s") \(numbers.joined(separator: ", "))"
    }
}
