package import Core
package import Imaging

/// Fetches the pictures that a brief refers to, checks them by their bytes and keeps them for the rest of the run.
///
/// An edit can't do without its pictures. Whatever else only refers to some goes on without those that can't be had, and says so.
package struct FetchAgent: Agent {
    /// What workflows give under `uses`.
    package static let uses = "fetch"
    package let name = Self.uses
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
        if let mask = order.brief.mask {
            let shown = PlainText.line(mask, limit: 120)
            signals.send(.activity(order.task.id, "fetching \(shown)"))
            do throws(TaskFailure) {
                fetched.append(try await fetch(mask: mask, over: fetched.first?.size, shownAs: shown))
            } catch {
                return AgentAnswer(.failed(error), records: fetched.map(\.record))
            }
        }
        return AgentAnswer(
            .done(
                ["references": .integer(Int64(fetched.count { !$0.isMask }))],
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
        return FetchedReference(
            source: reference, sha256: try await keep(bytes, shownAs: shown), mediaType: kind.mediaType,
            size: kind.size)
    }

    /// What is kept is what services are sent: whatever the file looks like, a mask says the same to all of them.
    private func fetch(
        mask: String, over picture: PixelSize?, shownAs shown: String
    ) async throws(TaskFailure) -> FetchedReference {
        let bytes = try await source.bytes(of: mask, largest: ReferenceLimits.bytes)
        let made: (picture: SourcePicture, size: PixelSize)
        do {
            made = try await queue.run { try ReferenceLimits.mask(bytes, over: picture) }
        } catch {
            throw TaskFailure(
                .permanent,
                "\(shown) can't be used as a mask: \(PlainText.line("\(error)", limit: 200)); give a PNG or WebP of the "
                    + "picture's own size, transparent or white where it is to change")
        }
        return FetchedReference(
            source: mask, sha256: try await keep(made.picture.bytes, shownAs: shown), mediaType: .png, size: made.size,
            isMask: true)
    }

    private func keep(_ bytes: [UInt8], shownAs shown: String) async throws(TaskFailure) -> SHA256Digest {
        do {
            return try await assets.put(bytes)
        } catch {
            throw TaskFailure(.needsPerson, "\(shown) could not be kept: \(error)")
        }
    }
}
