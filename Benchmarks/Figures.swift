import Core
import Glibc

/// The figures of one measurement: a line of JSON, each figure's unit in its key.
struct Figures {
    private var members: [String: JSONValue]

    init(_ name: String, n: Int) { members = ["name": .string(name), "n": .integer(Int64(n))] }

    subscript(key: String) -> Double {
        get { members[key]?.number ?? 0 }
        set { members[key] = .number((newValue * 100).rounded() / 100) }
    }

    /// At once, so that the lines of this process and of those that it runs come in their order.
    func show() {
        print(JSONValue.object(members).text)
        fflush(nil)
    }
}

extension [Double] {
    /// The value below which the given share of them lies, from 0 to 1.
    func percentile(_ share: Double) -> Double {
        let ordered = sorted()
        return ordered.isEmpty ? 0 : ordered[Swift.min(count - 1, Int(Double(count) * share))]
    }

    var median: Double { percentile(0.5) }
}
