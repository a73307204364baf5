package import Core
package import Imaging

/// Fetches the pictures that a brief refers to, checks them by their bytes and keeps them for the rest of the run.
///
/// An edit can't do without its pictures. Whatever else only refers to some goes on without those that can't be had, and says so.
package struct FetchAgent: Agent {
    package static let name = "fetch"
    package let name = Self.name
    private let source: any PictureSource
    private let assets: any AssetStore
    private let queue: ImagingQueue

    package init(source: any PictureSource, assets: any AssetStore, queue: ImagingQueue) {
        self.source = source
        self.assets = assets
        self.queue = queue
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        var fetched: [FetchedReference] = []
        var lacking: [String] = []
        for reference in order.brief.references {
            let shown = PlainText.line(reference, limit: 120)
            signals.send(.activity(order.task.id, "fetching \(shown)"))
            do throws(TaskFailure) {
                fetched.append(try await fetch(reference, shownAs: shown))
            } catch {
                let isLast = order.tryNumber >= order.task.retry.tries
                let isFinal = error.kind == .permanent || isLast && error.kind != .needsPerson
                guard order.brief.kind != .edit, isFinal else {
                    return AgentAnswer(.failed(error), records: fetched.map(\.record))
                }
                lacking.append("made without a reference: \(error.message)")
            }
        }
        return AgentAnswer(
            .done(
                ["references": .integer(Int64(fetched.count))],
                shortfall: lacking.isEmpty ? nil : lacking.joined(separator: "; ")),
            records: fetched.map(\.record))
    }

    private func fetch(_ reference: String, shownAs shown: String) async throws(TaskFailure) -> FetchedReference {
        let bytes = try await source.bytes(of: reference, largest: ReferenceLimits.bytes)
        let kind: (mediaType: MediaType, size: PixelSize)
        do {
            kind = try await queue.run { try ReferenceLimits.check(bytes) }
        } catch {
            throw TaskFailure(
                .permanent,
                "\(shown) can't be used: \(PlainText.line("\(error)", limit: 200)); give a PNG, JPEG or WebP picture")
        }
        do {
            let digest = try await assets.put(bytes)
            return FetchedReference(source: reference, sha256: digest, mediaType: kind.mediaType, size: kind.size)
        } catch {
            throw TaskFailure(.needsPerson, "\(shown) could not be kept: \(error)")
        }
    }
}
