package import Core

/// Settles which picture of each scene its video starts from, once all of them have been reviewed.
///
/// It puts out their digests by key under `pictures`; what is filmed again later goes by what is chosen then.
package struct StillsAgent: Agent {
    package let name = "stills"

    private let prices: RemakePrices?

    /// Without `prices` nobody is told what it costs to send a picture back.
    package init(prices: RemakePrices? = nil) { self.prices = prices }

    /// The pictures that would be filmed: a person who approves them approves these and no others.
    package func subject(of order: TaskOrder) -> JSONValue? {
        let history = AssetHistory(order.records)
        var members: [String: JSONValue] = [
            "pictures": .array(
                chosen(history, order).map { asset in
                    [
                        "key": .string(asset.key.text), "attempt": .integer(Int64(asset.attempt)),
                        "sha256": .string(asset.sha256.hex),
                        "score": history.judgement(of: asset).map { .number($0.judgement.score) } ?? .null,
                    ]
                })
        ]
        members["again"] = prices?.subject(of: order)
        return .object(members)
    }

    package func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey] { order.next(remake) }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let chosen = chosen(AssetHistory(order.records), order)
        guard !chosen.isEmpty else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "no picture was made, so there is none to film")))
        }
        let pictures = Dictionary(
            chosen.map { ($0.key.text, JSONValue.string($0.sha256.hex)) }, uniquingKeysWith: { first, _ in first })
        return AgentAnswer(.done(["pictures": .object(pictures)]))
    }

    private func chosen(_ history: AssetHistory, _ order: TaskOrder) -> [Asset] {
        order.brief.assets(in: .scenes).compactMap { history.selected(of: $0.key) }
    }
}
