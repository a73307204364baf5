package import Core

/// Delivers the chosen pictures, a sidecar beside each and one manifest.
package struct DeliverAgent: Agent {
    package let name = "deliver"
    private let target: any DeliveryTarget
    private let assets: any AssetStore
    private let desk: PullRequestDesk?
    private let shelf: (any FileShelf)?
    private let prices: RemakePrices?

    /// Without a `desk` nobody offers what was pushed as a pull request, without a `shelf` large files are delivered like others;
    /// without `prices` nobody is told what it costs to send a part of a story back.
    package init(
        target: any DeliveryTarget, assets: any AssetStore, desk: PullRequestDesk? = nil,
        shelf: (any FileShelf)? = nil, prices: RemakePrices? = nil
    ) {
        self.target = target
        self.assets = assets
        self.desk = desk
        self.shelf = shelf
        self.prices = prices
    }

    /// The pictures that would be delivered: a person who approves them approves these and no others.
    package func subject(of order: TaskOrder) -> JSONValue? {
        let history = AssetHistory(order.records)
        var members: [String: JSONValue] = [
            "assets": .array(
                order.brief.assets.compactMap { item in
                    history.selected(of: item.key).map { asset in
                        [
                            "key": .string(asset.key.text), "attempt": .integer(Int64(asset.attempt)),
                            "sha256": .string(asset.sha256.hex),
                            "score": history.judgement(of: asset).map { .number($0.judgement.score) } ?? .null,
                        ]
                    }
                })
        ]
        members["again"] = prices?.subject(of: order)
        return .object(members)
    }

    package func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey] { order.next(remake) }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let history = AssetHistory(order.records)
        let chosen = order.brief.assets.compactMap { history.selected(of: $0.key) }
        guard !chosen.isEmpty else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "nothing was made, so there is nothing to deliver")))
        }
        signals.send(.activity(order.task.id, "delivering \(chosen.count) of \(order.brief.assets.count)"))
        let isLast = order.tryNumber >= order.task.retry.tries
        do throws(TaskFailure) {
            let parcel = try await parcel(of: chosen, history, order)
            var made = try await target.deliver(parcel)
            made.elsewhere = parcel.elsewhere
            if let desk { made = try await desk.offer(made, of: parcel, isLastTry: isLast) }
            return AgentAnswer(.done(made.record.payload), records: [made.record])
        } catch {
            // What was made must not be lost to a remote that stayed away for a while.
            return AgentAnswer(.failed(isLast ? TaskFailure(.needsPerson, error.message) : error))
        }
    }

    private func parcel(
        of chosen: [Asset], _ history: AssetHistory, _ order: TaskOrder
    ) async throws(TaskFailure) -> Parcel {
        let layout = DeliveryLayout(brief: order.brief, title: order.issueTitle)
        var files: [Parcel.File] = []
        var entries: [JSONValue] = []
        var elsewhere: [String: String] = [:]
        let prompts = PromptHistory(order.records)
        for asset in chosen {
            guard let path = assets.path(of: asset.sha256) else {
                throw TaskFailure(
                    .permanent,
                    "the file of \(asset.key) is no longer in the state folder; 'bot run --fresh' makes it anew")
            }
            let judged = history.judgement(of: asset)
            var address: String?
            if let shelf, shelf.takes(asset.bytes) {
                address = try await shelf.keep(
                    fileAt: path, bytes: asset.bytes, sha256: asset.sha256, mediaType: asset.mediaType)
            }
            let sidecar = Sidecar(
                asset: asset, judgement: judged?.judgement, thresholds: judged?.thresholds ?? [:], order: order,
                prompts: prompts, layout: layout, address: address)
            if let address {
                elsewhere[layout.path(of: asset)] = address
            } else {
                files.append(Parcel.File(path: layout.path(of: asset), content: .file(path: path)))
            }
            // A still that stands for a video; where its file is gone the video is delivered all the same.
            if let poster = asset.film?.poster.flatMap(assets.path) {
                files.append(Parcel.File(path: layout.poster(of: asset), content: .file(path: poster)))
            }
            files.append(Parcel.File(path: layout.sidecar(of: asset), content: .text(sidecar.text)))
            entries.append(sidecar.json)
        }
        var manifest: [String: JSONValue] = [
            "run": .string(order.run.text), "issue": .string(order.issue.publicName),
            "title": .string(order.issueTitle), "createdAt": .string(order.createdAt.description),
            "brief": order.brief.json, "assets": .array(entries),
        ]
        // What the story was, for whoever makes it again; its own cost is no part of that.
        manifest["story"] = Story(order.records).arced?.told
        files.append(Parcel.File(path: layout.manifest, content: .text(JSONValue.object(manifest).prettyText + "\n")))
        return Parcel(
            run: order.run, issue: order.issue, subject: subject(for: chosen, order), files: files,
            time: order.createdAt, elsewhere: elsewhere)
    }

    /// One line of at most 72 characters, without what GitHub would act upon.
    private func subject(for chosen: [Asset], _ order: TaskOrder) -> String {
        let count = chosen.count
        let noun =
            order.brief.kind == .story
            ? "part of a story" : chosen.allSatisfy { $0.mediaType == .mp4 } ? "video" : "picture"
        let plural = order.brief.kind == .story ? "parts of a story" : noun + "s"
        let safe = order.issueTitle.map { $0.isNewline || "#@".contains($0) ? " " : $0 }
            .filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
        let words = String(safe).split(separator: " ").joined(separator: " ")
        let subject = "Add \(count) \(count == 1 ? noun : plural): \(words)"
        return subject.count > 72 ? subject.prefix(71) + "…" : subject
    }
}
