/// Finds the known word that somebody probably meant.
package enum Nearest {
    /// The known word fewest edits away; nil where all are further than a third of the word, or than `limit` edits.
    package static func word(to word: String, among known: some Sequence<String>, limit: Int = 3) -> String? {
        let wanted = Array(word.lowercased().prefix(80))
        let most = min(limit, max(1, wanted.count / 3))
        var best: (word: String, edits: Int)?
        for candidate in known {
            let edits = distance(wanted, Array(candidate.lowercased()))
            if edits <= most, edits < wanted.count, edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.word
    }

    /// How many characters to insert, delete, replace or swap with their neighbour.
    package static func distance(_ left: String, _ right: String) -> Int { distance(Array(left), Array(right)) }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let change = left[row - 1] == right[column - 1] ? 0 : 1
                var edits = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + change)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    edits = min(edits, before[column - 2] + 1)
                }
                current.append(edits)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
