/// A condition, parsed; `offset` is where its text begins, for what may go wrong when it is decided.
indirect enum ConditionExpression: Hashable, Sendable {
    case literal(JSONValue, offset: Int)
    case path(ConditionPath)
    case all([ConditionExpression])
    case any([ConditionExpression])
    case not(ConditionExpression)
    case compare(ConditionExpression, ConditionComparison, ConditionExpression, offset: Int)

    var paths: [ConditionPath] {
        switch self {
        case .literal: []
        case .path(let path): [path]
        case .all(let parts), .any(let parts): parts.flatMap(\.paths)
        case .not(let part): part.paths
        case .compare(let left, _, let right, _): left.paths + right.paths
        }
    }

    /// Where its text begins.
    var offset: Int {
        switch self {
        case .literal(_, let offset): offset
        case .path(let path): path.offset
        case .all(let parts), .any(let parts): parts.first?.offset ?? 0
        case .not(let part): part.offset
        case .compare(let left, _, _, _): left.offset
        }
    }

    /// Null counts as false, so that a switch that a brief leaves out is off.
    func truth(in facts: JSONValue) throws(ConditionError) -> Bool {
        switch try value(in: facts) {
        case .bool(let truth): return truth
        case .null: return false
        default:
            throw ConditionError(
                offset: offset, message: "This is neither true nor false. Compare it with something, as in '… == 1'.")
        }
    }

    private func value(in facts: JSONValue) throws(ConditionError) -> JSONValue {
        switch self {
        case .literal(let value, _): return value
        case .path(let path): return path.value(in: facts)
        case .all(let parts):
            for part in parts where try !part.truth(in: facts) { return false }
            return true
        case .any(let parts):
            for part in parts where try part.truth(in: facts) { return true }
            return false
        case .not(let part): return .bool(try !part.truth(in: facts))
        case .compare(let left, let comparison, let right, let offset):
            return .bool(try comparison.holds(left.value(in: facts), right.value(in: facts), at: offset))
        }
    }
}
