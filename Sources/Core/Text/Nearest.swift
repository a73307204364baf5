/// Finds the known word that somebody probably meant.
package enum Nearest {
    /// The known word fewest edits away; nil where all are further than a third of the word, or than `limit` edits.
    package static func word(to word: String, among known: some Sequence<String>, limit: Int = 3) -> String? {
        let wanted = word.lowercased()
        let isPlain = wanted.isPlainASCII
        let bytes = isPlain ? Array(wanted.utf8.prefix(80)) : []
        let characters = isPlain ? [] : Array(wanted.prefix(80))
        let count = isPlain ? bytes.count : characters.count
        let most = min(limit, max(1, count / 3))
        var best: (word: String, edits: Int)?
        for candidate in known {
            // Each edit changes the length by one at most.
            if isPlain, abs(candidate.utf8.count - count) > most, candidate.isPlainASCII { continue }
            let other = candidate.lowercased()
            let edits =
                isPlain && other.isPlainASCII
                ? distance(bytes, Array(other.utf8), atMost: most)
                : distance(isPlain ? Array(wanted.prefix(80)) : characters, Array(other), atMost: most)
            if edits <= most, edits < count, edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.word
    }

    /// How many characters to insert, delete, replace or swap with their neighbour.
    package static func distance(_ left: String, _ right: String) -> Int {
        distance(left, right, atMost: .max)
    }

    /// The same, where it is no more than `most`; any number beyond it otherwise.
    package static func distance(_ left: String, _ right: String, atMost most: Int) -> Int {
        left.isPlainASCII && right.isPlainASCII
            ? distance(Array(left.utf8), Array(right.utf8), atMost: most)
            : distance(Array(left), Array(right), atMost: most)
    }

    private static func distance<Sign: Equatable>(_ left: [Sign], _ right: [Sign], atMost most: Int) -> Int {
        // Each edit changes the length by one at most.
        let difference = abs(left.count - right.count)
        if left.isEmpty || right.isEmpty || difference > most { return max(left.count, right.count) }
        var before = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        var current = before
        var leastBefore = 0
        for row in 1...left.count {
            current[0] = row
            var least = row
            for column in 1...right.count {
                let change = left[row - 1] == right[column - 1] ? 0 : 1
                var edits = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + change)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    edits = min(edits, before[column - 2] + 1)
                }
                current[column] = edits
                least = min(least, edits)
            }
            // What follows is made of these two rows, and never less than either.
            if least > most, leastBefore > most { return least }
            leastBefore = least
            swap(&before, &previous)
            swap(&previous, &current)
        }
        return previous[right.count]
    }
}
