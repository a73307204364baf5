package import Core
package import Imaging

/// Provides the pictures that a video starts from, ends with or goes by: fetches those that the brief names, and draws a first one
/// where the model can't do without and none was named.
///
/// It puts out the digests of what it kept: `firstFrame`, `lastFrame`, `references`.
package struct FramesAgent: Agent {
    package let name = "frames"
    private let image: ImageAgent
    private let videos: VideoModels
    private let source: (any PictureSource)?
    private let assets: any AssetStore
    private let queue: ImagingQueue
    /// A picture is taken in up to this many bytes.
    private static let largest = 30_000_000

    package init(
        image: ImageAgent, videos: VideoModels, source: (any PictureSource)?, assets: any AssetStore,
        queue: ImagingQueue
    ) {
        self.image = image
        self.videos = videos
        self.source = source
        self.assets = assets
        self.queue = queue
    }

    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        draws(order.brief) ? image.offers(for: order.forStill) : nil
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let brief = order.brief
        var output: [String: JSONValue] = [:]
        var lacking: [String] = []
        do throws(TaskFailure) {
            for (name, reference) in [("firstFrame", brief.firstFrame), ("lastFrame", brief.lastFrame)] {
                if let reference { output[name] = .string(try await fetch(reference, order, signals).hex) }
            }
            var references: [JSONValue] = []
            for reference in brief.references {
                do throws(TaskFailure) {
                    references.append(.string(try await fetch(reference, order, signals).hex))
                } catch {
                    guard error.kind == .permanent else { throw error }
                    lacking.append("made without a reference: \(error.message)")
                }
            }
            if !references.isEmpty { output["references"] = .array(references) }
        } catch {
            return AgentAnswer(.failed(error))
        }
        let shortfall = lacking.isEmpty ? nil : lacking.joined(separator: "; ")
        guard draws(brief) else { return AgentAnswer(.done(.object(output), shortfall: shortfall)) }
        let answer = await image.perform(order.forStill, signals: signals)
        guard case .done(let drawn, _) = answer.outcome, let digest = drawn["sha256"] else { return answer }
        output["firstFrame"] = digest
        // The still is no asset of the run's: it goes into one.
        let records = answer.records.map { record in
            record.type == AssetProduced.type ? RoomFact(type: "still.drawn", payload: record.payload) : record
        }
        return AgentAnswer(
            .done(.object(output), shortfall: shortfall), records: records, spending: answer.spending)
    }

    private func draws(_ brief: Brief) -> Bool { brief.firstFrame == nil && videos.needsFirstFrame(brief) }

    private func fetch(
        _ reference: String, _ order: TaskOrder, _ signals: any SignalSink
    ) async throws(TaskFailure) -> SHA256Digest {
        let shown = PlainText.line(reference, limit: 120)
        guard let source else { throw TaskFailure(.permanent, "\(shown) can't be fetched here") }
        signals.send(.activity(order.task.id, "fetching \(shown)"))
        let bytes = try await source.bytes(of: reference, largest: Self.largest)
        do {
            // What nobody could open is not sent to a service either.
            _ = try await queue.run { try ImageCodec.decode(bytes) }
        } catch {
            throw TaskFailure(
                .permanent,
                "\(shown) can't be used: \(PlainText.line("\(error)", limit: 200)); give a PNG, JPEG or WebP picture")
        }
        do {
            return try await assets.put(bytes)
        } catch {
            throw TaskFailure(.needsPerson, "\(shown) could not be kept: \(error)")
        }
    }
}

extension TaskOrder {
    /// The order of a still for a video.
    fileprivate var forStill: TaskOrder {
        TaskOrder(
            run: run, issue: issue, issueTitle: issueTitle, createdAt: createdAt, brief: brief.forStill, task: task,
            tryNumber: tryNumber, seed: seed, model: model, guidance: guidance, inputs: inputs, records: records,
            remainingShare: remainingShare)
    }
}
