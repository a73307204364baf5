import Glibc
import Imaging

/// How coarsely a block coder rounded a picture, read from the picture itself, whatever it was stored as since.
///
/// A coder of JPEG's kind rounds each frequency of a block to multiples of a step, and the multiples are still there after decoding: the
/// cosines of 2π·coefficient/step then agree. The largest step at which they do is taken for each of twelve low frequencies, divided by
/// the entry of JPEG's own table (ITU T.81, K.1); the middle of these is about 1 for quality 50, 5 for quality 10. After Fan and de
/// Queiroz, "Identification of bitmap compression history" (2003).
struct QuantisationMeasure {
    /// In units of JPEG's table; 0 where no rounding shows.
    let coarseness: Double

    /// Row and column of the frequencies looked at, and JPEG's step for each at quality 50.
    private static let frequencies: [(row: Int, column: Int, step: Double)] = [
        (0, 1, 11), (0, 2, 10), (0, 3, 16), (1, 0, 12), (1, 1, 12), (1, 2, 14), (1, 3, 19), (2, 0, 14), (2, 1, 13),
        (2, 2, 16), (3, 0, 14), (3, 1, 17),
    ]
    private static let mostBlocks = 6000
    /// A smaller step drowns in the rounding to eight bits.
    private static let leastStep = 3
    private static let mostStep = 160
    /// How many coefficients it takes to believe their agreement, and how far they must agree.
    private static let leastEvidence = 16
    private static let agreement = 0.6
    /// Rounding leaves what it rounds to zero within this of it, in quarters, but for a share of them; grain does not.
    private static let cleanZero = 6
    private static let mostUnclean = 0.3

    /// Looks where the seams are, and where they lie in a picture that was never cropped: texture can hide seams, not steps.
    init(_ plane: LumaPlane, grid: BlockGrid) {
        let found = Self.coarseness(of: plane, column: grid.column, row: grid.row)
        let isUncropped = grid.column == 0 && grid.row == 0
        coarseness = isUncropped ? found : max(found, Self.coarseness(of: plane, column: 0, row: 0))
    }

    private static func coarseness(of plane: LumaPlane, column: Int, row: Int) -> Double {
        let histograms = histograms(of: plane, column: column, row: row)
        var found: [(coarseness: Double, weight: Double)] = []
        for (index, frequency) in frequencies.enumerated() {
            guard let (step, evidence) = step(in: histograms[index]) else { continue }
            found.append((Double(step) / frequency.step, Double(min(evidence, 400))))
        }
        found.sort { $0.coarseness < $1.coarseness }
        let middle = found.reduce(0) { $0 + $1.weight } / 2
        var seen = 0.0
        let median = found.first { entry in
            seen += entry.weight
            return seen >= middle
        }
        return median?.coarseness ?? 0
    }

    /// Quarter steps up to four and a half times the largest step.
    private static let bins = mostStep * 18 + 1

    /// Cosines of one period for each step, in quarters.
    private static let waves: [[Float]] = (0...mostStep).map { step in
        (0..<max(1, step * 4)).map { Float(cos(2 * Double.pi * Double($0) / Double(max(1, step * 4)))) }
    }

    /// The largest step whose multiples the coefficients keep to, and how many told so.
    private static func step(in histogram: [Int32]) -> (step: Int, evidence: Int)? {
        var above = [Int](repeating: 0, count: histogram.count + 1)
        for bin in histogram.indices.reversed() { above[bin] = above[bin + 1] + Int(histogram[bin]) }
        for step in stride(from: mostStep, through: leastStep, by: -1) where step <= 40 || step & 1 == 0 {
            let range = step * 2 + 1..<step * 18
            let evidence = above[range.lowerBound] - above[range.upperBound]
            guard evidence >= leastEvidence else { continue }
            let unclean = above[min(cleanZero + 1, range.lowerBound)] - above[range.lowerBound]
            guard Double(unclean) <= mostUnclean * Double(above[0] - above[range.lowerBound]) else { continue }
            let wave = waves[step]
            var sum: Float = 0
            var phase = range.lowerBound
            for bin in range {
                if histogram[bin] != 0 { sum += Float(histogram[bin]) * wave[phase] }
                phase += 1
                if phase == wave.count { phase = 0 }
            }
            // Few coefficients agree by chance: what they would reach in one of a hundred thousand trials is asked of them.
            let count = Double(evidence)
            if Double(sum) > max(agreement * count, 4.5 * (count / 2).squareRoot()) { return (step, evidence) }
        }
        return nil
    }

    /// How often each size of coefficient occurs on the grid, for each frequency looked at.
    private static func histograms(of plane: LumaPlane, column: Int, row: Int) -> [[Int32]] {
        var counts = [Int32](repeating: 0, count: bins * frequencies.count)
        let columns = (plane.width - column) / 8
        let rows = (plane.height - row) / 8
        var apart = 1
        while (columns / apart) * (rows / apart) > mostBlocks { apart += 1 }
        let places = frequencies.map { $0.row * 4 + $0.column }
        for blockRow in stride(from: 0, to: rows, by: apart) {
            for blockColumn in stride(from: 0, to: columns, by: apart) {
                let sizes = LowFrequencies(plane, column: column + blockColumn * 8, row: row + blockRow * 8).sizes
                // What lies beyond the largest step's multiples is left out.
                for (index, place) in places.enumerated() where sizes[place] < bins {
                    counts[index * bins + sizes[place]] += 1
                }
            }
        }
        return frequencies.indices.map { Array(counts[$0 * bins..<($0 + 1) * bins]) }
    }
}
