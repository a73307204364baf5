package import Core
import FoundationEssentials
import Imaging

/// Pictures of services that work in their own time.
extension ImageAgent {
    package func pace(of order: TaskOrder) -> Duration? { jobs(for: order)?.pace }

    package func look(at token: String, for order: TaskOrder, signals: any SignalSink) async -> JobLook {
        guard let desk, let jobs = jobs(for: order), let (item, seed) = subject(of: order),
            // What keeps the request from being made out says nothing about the job.
            let prepared = try? await prepare(item, seed, order)
        else { return .unseen(after: .seconds(60)) }
        let request = prepared.request
        return await desk.look(at: token, for: order, of: jobs, signals: signals) { result in
            let bytes = try await queue.run { [UInt8](try Data(contentsOf: URL(filePath: result.file))) }
            let media = GeneratedMedia(
                bytes: bytes, mediaType: result.mediaType, seed: result.seed, cost: result.cost)
            let asset = try await keep(media, of: item, request, from: jobs.model, attempt: order.task.attempt)
            await cache?.keep(
                asset, for: RequestKey.digest(of: request, from: jobs.model, attempt: order.task.attempt))
            // Where this fails the file lies about until the state folder is cleaned.
            try? FileManager.default.removeItem(atPath: result.file)
            return JobDesk.Harvest(output: output(of: asset), records: records(of: asset, prepared))
        }
    }

    package func leavesTrace(_ order: TaskOrder) -> Bool { jobs(for: order).map { !$0.model.price.isFree } ?? false }

    package func find(
        _ order: TaskOrder, begunAfter start: Timestamp, signals: any SignalSink
    ) async -> JobSearch {
        guard let desk, let jobs = jobs(for: order), let (item, seed) = subject(of: order),
            let request = try? await prepare(item, seed, order).request  // Unknown either way.
        else { return .unknown(reason: "its model can't be called here") }
        return await desk.find(order, of: jobs, begunAfter: start, signals: signals) {
            (window) async throws(ProviderError) in try await jobs.find(request, begun: window)
        }
    }

    package func abandon(_ order: TaskOrder, token: String) async {
        // Best effort: some services can't stop what has begun, and the try is booked as if it went on.
        try? await jobs(for: order)?.cancel(token)
    }

    /// Nil for a model that answers on the spot.
    private func jobs(for order: TaskOrder) -> (any ImageJobProvider)? {
        let provider = order.model.map { models[$0] } ?? models.candidates(for: order.brief).first
        return (provider as? PendingImages)?.jobs
    }
}
