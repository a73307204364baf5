/// How a condition compares two values.
enum ConditionComparison: String, Hashable, Sendable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
    case isNotIn = "not in"

    func holds(_ left: JSONValue, _ right: JSONValue, at offset: Int) throws(ConditionError) -> Bool {
        switch self {
        case .equal: Self.areEqual(left, right)
        case .unequal: !Self.areEqual(left, right)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: try isOrdered(left, right, at: offset)
        case .isIn: try Self.contains(right, left, at: offset)
        case .isNotIn: try !Self.contains(right, left, at: offset)
        }
    }

    private func isOrdered(_ left: JSONValue, _ right: JSONValue, at offset: Int) throws(ConditionError) -> Bool {
        guard let first = left.number, let second = right.number else {
            throw ConditionError(
                offset: offset,
                message: "'\(rawValue)' orders numbers only, and found \(Self.kind(of: left)) and "
                    + "\(Self.kind(of: right)). A missing value is null: ask for '!= null' first.")
        }
        return switch self {
        case .less: first < second
        case .lessOrEqual: first <= second
        case .greater: first > second
        case .greaterOrEqual: first >= second
        case .equal, .unequal, .isIn, .isNotIn: false  // Decided by the caller.
        }
    }

    /// Numbers by value, whether they came as integers or not; lists member by member.
    private static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if let first = left.number, let second = right.number { return first == second }
        if let first = left.array, let second = right.array {
            return first.count == second.count && zip(first, second).allSatisfy(areEqual)
        }
        return left == right
    }

    /// A missing list is empty: a brief leaves empty lists out.
    private static func contains(
        _ list: JSONValue, _ value: JSONValue, at offset: Int
    ) throws(ConditionError) -> Bool {
        if list == .null { return false }
        guard let members = list.array else {
            throw ConditionError(offset: offset, message: "'in' needs a list on its right and found \(kind(of: list)).")
        }
        return members.contains { areEqual($0, value) }
    }

    private static func kind(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
