import Core

/// What the audit knows of pictures that go by one another: by rules of its own, from the records alone.
struct ChainAudit: Sendable {
    private struct Made: Sendable {
        let attempt: Int
        let product: String
        let base: String
    }

    /// Pictures by their names, which are in their order.
    private var made: [String: Made] = [:]
    /// Of the last decision that sent something back: what, and what was made again for it.
    private var sentBack: Set<String>?
    private var again: Set<String> = []

    mutating func note(_ record: JSONValue) {
        guard let asset = record["asset"]?.string, let attempt = record["attempt"]?.integer,
            attempt >= made[asset]?.attempt ?? 0
        else { return }
        made[asset] = Made(
            attempt: attempt, product: record["product"]?.text ?? "", base: record["base"]?.string ?? "")
    }

    mutating func sendBack(_ assets: Set<String>) {
        sentBack = assets
        again = []
    }

    /// What is wrong about an asset that the engine has made again; nil: nothing.
    mutating func remake(_ asset: String) -> String? {
        guard let sentBack else { return "\(asset) is made again, and nobody sent anything back" }
        guard again.insert(asset).inserted else { return "\(asset) is made again twice for one decision" }
        guard sentBack.contains(asset) || isStale(asset) else {
            return "\(asset) is made again, and what it went by is as it was"
        }
        let earlier = sentBack.filter { $0 < asset && !again.contains($0) }
        return earlier.isEmpty || asset == Chain.cut.text ? nil : "\(asset) is made again before \(earlier.sorted())"
    }

    /// What went by something that is another now, and was not made again for the last decision.
    var overlooked: [String] {
        guard sentBack != nil else { return [] }
        return made.keys.sorted().filter { !again.contains($0) && isStale($0) }
    }

    private func isStale(_ asset: String) -> Bool {
        guard let own = made[asset] else { return false }
        let pictures = made.keys.filter { $0 != Chain.cut.text }.sorted()
        let base =
            asset == Chain.cut.text
            ? pictures.compactMap { made[$0]?.product }.joined(separator: " ")
            : pictures.last { $0 < asset }.flatMap { made[$0]?.product } ?? ""
        return own.base != base
    }
}
