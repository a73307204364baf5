import Core

/// Pictures of which each goes by the one before, as the scenes of a story do, and what is cut from all of them.
///
/// What was made of each, and what it went by, stands in the records of the run.
struct Chain {
    /// What its tasks have among their parameters.
    static let parameter = "chain"
    static let cut = AssetKey("cut")

    private struct Link {
        let attempt: Int
        let product: String
        let base: String
    }

    /// In their order; the cut comes last.
    private let assets: [AssetKey]
    private var links: [AssetKey: Link] = [:]

    init(_ order: TaskOrder) {
        assets = order.brief.assets.map(\.key) + [Self.cut]
        for record in order.records where record.type == "asset.produced" {
            guard let asset = record.payload["asset"]?.string.map({ AssetKey($0) }),
                let attempt = record.payload["attempt"]?.integer, attempt >= links[asset]?.attempt ?? 0
            else { continue }
            links[asset] = Link(
                attempt: attempt, product: record.payload["product"]?.text ?? "",
                base: record.payload["base"]?.string ?? "")
        }
    }

    /// What an asset goes by now: what was made last of the nearest one before it, or of all where it is cut from them.
    func base(of asset: AssetKey) -> String {
        let before = assets.prefix { $0 != asset }
        if asset == Self.cut { return before.compactMap { links[$0]?.product }.joined(separator: " ") }
        return before.reversed().lazy.compactMap { links[$0]?.product }.first ?? ""
    }

    /// The next one to be made again.
    func next(_ remake: Remake) -> [AssetKey] {
        let next = assets.first { asset in
            guard !remake.made.contains(asset) else { return false }
            return remake.left.contains(asset) || links[asset].map { $0.base != base(of: asset) } ?? false
        }
        return next.map { [$0] } ?? []
    }

    var subject: JSONValue {
        .object([
            "chain": .array(assets.dropLast().map { .string($0.text) }),
            "made": .object(
                Dictionary(links.map { ($0.key.text, .string($0.value.product)) }, uniquingKeysWith: { one, _ in one })),
        ])
    }
}
