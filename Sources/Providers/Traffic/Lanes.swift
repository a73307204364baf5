/// Who may call at once and who waits: a pure decision.
///
/// Whoever comes first goes first, unless a later one needs nothing that the earlier ones wait for.
struct Lanes: Equatable, Sendable {
    /// Something of which only so many calls may be under way: a model, a host.
    struct Lane: Hashable, Sendable {
        let name: String
        /// As this caller sees it.
        let most: Int
    }

    private struct Caller: Equatable {
        let number: Int
        let lanes: [Lane]
    }

    private var underWay: [String: Int] = [:]
    private var waiting: [Caller] = []

    /// A caller has come; gives the numbers of all who may go now.
    mutating func enter(_ number: Int, _ lanes: [Lane]) -> [Int] {
        waiting.append(Caller(number: number, lanes: lanes))
        return advance()
    }

    /// A caller who had gone has come back; gives the numbers of all who may go now.
    mutating func leave(_ lanes: [Lane]) -> [Int] {
        for lane in lanes {
            let left = underWay[lane.name, default: 1] - 1
            underWay[lane.name] = left == 0 ? nil : left
        }
        return advance()
    }

    /// A caller waits no longer; gives the numbers of all who may go now.
    mutating func giveUp(_ number: Int) -> [Int] {
        waiting.removeAll { $0.number == number }
        return advance()
    }

    private mutating func advance() -> [Int] {
        var gone: [Int] = []
        var taken: Set<String> = []
        for caller in waiting {
            let full = caller.lanes.filter { taken.contains($0.name) || underWay[$0.name, default: 0] >= $0.most }
            guard full.isEmpty else {
                taken.formUnion(full.map(\.name))
                continue
            }
            for lane in caller.lanes { underWay[lane.name, default: 0] += 1 }
            gone.append(caller.number)
        }
        waiting.removeAll { gone.contains($0.number) }
        return gone
    }
}
