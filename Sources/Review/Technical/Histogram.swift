import Glibc

/// How often each of the 256 levels of a channel occurs.
struct Histogram {
    private(set) var counts = [Int](repeating: 0, count: 256)
    private(set) var total = 0

    /// The share of pixels left out at either end when the ends are looked for: stray pixels say nothing.
    private static let stray = 0.0005

    init(counts: [Int]) {
        precondition(counts.count == 256, "a channel has 256 levels")
        self.counts = counts
        total = counts.reduce(0, +)
    }

    var mean: Double {
        guard total > 0 else { return 0 }
        return Double(counts.indices.reduce(0) { $0 + $1 * counts[$1] }) / Double(total)
    }

    /// The level below which a share of the pixels lies, between levels where need be.
    func level(below share: Double) -> Double {
        let wanted = share * Double(total)
        var seen = 0.0
        for level in counts.indices {
            let count = Double(counts[level])
            if count > 0, seen + count >= wanted { return Double(level) + (wanted - seen) / count }
            seen += count
        }
        return 255
    }

    /// The first and last level in use, stray pixels left out.
    var ends: ClosedRange<Int> {
        let few = Self.stray * Double(total)
        var seen = 0
        let low = counts.indices.first { level in
            seen += counts[level]
            return Double(seen) > few
        }
        seen = 0
        let high = counts.indices.last { level in
            seen += counts[level]
            return Double(seen) > few
        }
        guard let low, let high, low <= high else { return 0...255 }
        return low...high
    }

    /// The share of pixels heaped within `reach` levels of the brightest in use: light that was cut off.
    ///
    /// Relative to the picture's own brightest level, so that darkening a cut-off picture afterwards does not hide it. What
    /// lies just below is taken off, so that a bright area of its own light, such as fog, is no heap.
    func heapAtTop(reach: Int) -> Double {
        guard total > 0 else { return 0 }
        let top = ends.upperBound
        let first = max(0, top - reach)
        let heap = counts[first...].reduce(0, +)
        let below = counts[max(0, first - reach - 1)..<first].reduce(0, +)
        return (Double(max(0, heap - below)) + 0.1 * Double(heap)) / Double(total)
    }

    /// How many equally filled levels would have the same entropy, 1 to 256.
    ///
    /// No change of tones, of whatever curve, can raise it: levels only fall together.
    var tones: Double {
        guard total > 0 else { return 1 }
        let entropy = counts.lazy.filter { $0 > 0 }
            .reduce(0.0) { sum, count in
                let share = Double(count) / Double(total)
                return sum - share * log2(share)
            }
        return exp2(entropy)
    }

    /// The share of levels that are empty between well-filled neighbours, 0 to 1: a comb, as stretched tones leave it.
    ///
    /// Stretching by less than two leaves single levels out, by more it leaves single levels filled; wide gaps between wide heaps
    /// are flat colours instead.
    var gapShare: Double {
        let range = ends
        guard range.count > 8 else { return 0 }
        let isEmpty = range.map { emptiness(at: $0, within: range) }
        let looked = isEmpty.count { $0 != nil }
        guard looked > 16 else { return 0 }
        var (empty, level) = (0, 0)
        while level < isEmpty.count {
            let gap = isEmpty[level...].prefix { $0 == true }.count
            if gap > 0 {
                let before = isEmpty[..<level].reversed().prefix { $0 == false }.count
                let after = isEmpty[(level + gap)...].prefix { $0 == false }.count
                if gap == 1 || min(before, after) <= 1 { empty += gap }
            }
            level += max(gap, 1)
        }
        return Double(empty) / Double(looked)
    }

    /// Whether a level has next to nothing of what those around it have; nil at the ends, and where there is little to go by.
    private func emptiness(at level: Int, within range: ClosedRange<Int>) -> Bool? {
        guard level > range.lowerBound, level < range.upperBound else { return nil }
        let filled = counts[max(range.lowerBound, level - 8)...min(range.upperBound, level + 8)].filter { $0 > 0 }
            .sorted()
        guard !filled.isEmpty else { return nil }
        let usual = Double(filled[filled.count / 2])
        guard usual >= max(12, 0.0002 * Double(total)) else { return nil }
        return Double(counts[level]) < 0.04 * usual
    }
}
