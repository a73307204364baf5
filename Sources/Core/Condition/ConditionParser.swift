/// Reads a condition by recursive descent: `or` binds loosest, then `and`, `not`, and the comparisons.
struct ConditionParser {
    private let tokens: [ConditionToken]
    private var position = 0
    private var depth = 0

    init(_ text: String) throws(ConditionError) {
        guard text.utf8.count <= Condition.longestText else {
            throw ConditionError(
                offset: Condition.longestText, message: "A condition has at most \(Condition.longestText) bytes.")
        }
        var lexer = ConditionLexer(text)
        tokens = try lexer.tokens()
    }

    mutating func wholeExpression() throws(ConditionError) -> ConditionExpression {
        if token.kind == .end { throw ConditionError(offset: 0, message: "The condition is empty.") }
        let expression = try disjunction()
        guard token.kind == .end else {
            throw ConditionError(
                offset: token.offset, message: "Expected 'and', 'or' or the end, found \(token.shown).")
        }
        return expression
    }

    /// The last token is the end, and nothing goes past it.
    private var token: ConditionToken { tokens[position] }

    private mutating func take(_ kind: ConditionToken.Kind) -> Bool {
        guard token.kind == kind else { return false }
        if kind != .end { position += 1 }
        return true
    }

    private mutating func disjunction() throws(ConditionError) -> ConditionExpression {
        var parts = [try conjunction()]
        while take(.word("or")) { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(ConditionError) -> ConditionExpression {
        var parts = [try negation()]
        while take(.word("and")) { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(ConditionError) -> ConditionExpression {
        guard take(.word("not")) else { return try comparison() }
        try descend()
        let expression = try negation()
        depth -= 1
        return .not(expression)
    }

    private mutating func comparison() throws(ConditionError) -> ConditionExpression {
        let left = try operand()
        guard let (comparison, offset) = takeComparison() else { return left }
        let right = try operand()
        if takeComparison() != nil {
            throw ConditionError(
                offset: tokens[position - 1].offset,
                message: "Comparisons do not chain. Join two of them with 'and'.")
        }
        return .compare(left, comparison, right, offset: offset)
    }

    private mutating func takeComparison() -> (ConditionComparison, offset: Int)? {
        let start = token
        switch start.kind {
        case .symbol(let symbol):
            guard let comparison = ConditionComparison(rawValue: symbol) else { return nil }
            position += 1
            return (comparison, start.offset)
        case .word("in"):
            position += 1
            return (.isIn, start.offset)
        case .word("not") where tokens[position + 1].kind == .word("in"):
            position += 2
            return (.isNotIn, start.offset)
        case .number, .text, .word, .end: return nil
        }
    }

    private mutating func operand() throws(ConditionError) -> ConditionExpression {
        let start = token
        if take(.symbol("(")) {
            try descend()
            let expression = try disjunction()
            depth -= 1
            guard take(.symbol(")")) else {
                throw ConditionError(offset: token.offset, message: "Expected ')', found \(token.shown).")
            }
            return expression
        }
        if take(.symbol("[")) { return .literal(.array(try listMembers()), offset: start.offset) }
        if let literal = try literal() { return .literal(literal, offset: start.offset) }
        guard case .word(let word) = start.kind, !["and", "or", "not", "in"].contains(word) else {
            throw ConditionError(
                offset: start.offset, message: "Expected a value, as 'brief.count' or '3', found \(start.shown).")
        }
        position += 1
        return .path(try path(word, at: start.offset))
    }

    private mutating func listMembers() throws(ConditionError) -> [JSONValue] {
        var members: [JSONValue] = []
        if take(.symbol("]")) { return members }
        while true {
            guard let member = try literal() else {
                throw ConditionError(
                    offset: token.offset, message: "A list holds numbers and quoted texts, found \(token.shown).")
            }
            members.append(member)
            if take(.symbol("]")) { return members }
            guard take(.symbol(",")) else {
                throw ConditionError(offset: token.offset, message: "Expected ',' or ']', found \(token.shown).")
            }
        }
    }

    /// Nil, with nothing taken, where no literal stands.
    private mutating func literal() throws(ConditionError) -> JSONValue? {
        let value: JSONValue
        switch token.kind {
        case .number(let number): value = number
        case .text(let text): value = .string(text)
        case .word("true"): value = true
        case .word("false"): value = false
        case .word("null"): value = .null
        case .word, .symbol, .end: return nil
        }
        position += 1
        return value
    }

    private func path(_ word: String, at offset: Int) throws(ConditionError) -> ConditionPath {
        let members = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard ["brief", "outputs"].contains(members[0]) else {
            throw ConditionError(
                offset: offset,
                message:
                    "'\(word)' is unknown. Paths start with 'brief.' or 'outputs.'; texts stand in quotation marks.")
        }
        guard members.count > 1, members.allSatisfy({ !$0.isEmpty }) else {
            throw ConditionError(
                offset: offset, message: "'\(word)' is not a path, as 'brief.count' or 'outputs.review.score' are.")
        }
        return ConditionPath(members: members, offset: offset)
    }

    private mutating func descend() throws(ConditionError) {
        depth += 1
        guard depth <= Condition.deepestNesting else {
            throw ConditionError(
                offset: token.offset,
                message: "Parentheses and 'not' stand more than \(Condition.deepestNesting) deep in each other.")
        }
    }
}
