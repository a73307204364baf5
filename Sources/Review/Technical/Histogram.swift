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

    /// The share of levels that are empty between well-filled neighbours, 0 to 1: a comb, as stretched tones leave it.
    var gapShare: Double {
        let range = ends
        guard range.count > 8 else { return 0 }
        var (empty, looked) = (0, 0)
        let least = max(12, 0.0002 * Double(total))
        for level in range.lowerBound + 1..<range.upperBound {
            let around = max(range.lowerBound, level - 8)...min(range.upperBound, level + 8)
            let filled = counts[around].filter { $0 > 0 }.sorted()
            guard !filled.isEmpty else { continue }
            let usual = Double(filled[filled.count / 2])
            guard usual >= least else { continue }
            looked += 1
            if Double(counts[level]) < 0.04 * usual { empty += 1 }
        }
        return looked > 16 ? Double(empty) / Double(looked) : 0
    }
}
