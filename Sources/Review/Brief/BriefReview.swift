package import Core
import Glibc
package import Imaging

/// Judges a picture by what was asked for.
package struct BriefReview: Sendable {
    package let expectation: AssetExpectation

    package init(_ expectation: AssetExpectation) { self.expectation = expectation }

    /// Only the criteria that something was asked for under.
    package func judge(_ raster: Raster, mediaType: MediaType, hash: PerceptualHash) -> [Criterion: Double] {
        let size = PixelSize(width: raster.width, height: raster.height)
        var criteria: [Criterion: Double] = [:]
        if let wanted = expectation.size { criteria[.size] = Self.score(of: size, wanted: wanted) }
        if let wanted = wantedRatio { criteria[.aspect] = Self.aspectScore(of: size, wanted: wanted) }
        if let wanted = expectation.format { criteria[.fileType] = wanted == mediaType ? 100 : 0 }
        if !expectation.palette.isEmpty {
            criteria[.palette] = PaletteMeasure(raster, palette: expectation.palette).score
        }
        if !expectation.earlier.isEmpty { criteria[.distinctness] = hash.distinctness(from: expectation.earlier) }
        return criteria
    }

    /// The ratio asked for, else that of the size asked for.
    private var wantedRatio: Double? {
        expectation.aspectRatio.flatMap(Self.ratio) ?? expectation.size.map { Double($0.width) / Double($0.height) }
    }

    /// Reads `16:9`, `16/9` or `1.5`; nil for anything else.
    static func ratio(_ text: String) -> Double? {
        let sides = text.split(whereSeparator: { ":/x×".contains($0) }).map { Double($0.filter { $0 != " " }) }
        switch (sides.count, sides.first ?? nil, sides.last ?? nil) {
        case (1, .some(let ratio), _) where ratio > 0 && ratio.isFinite: return ratio
        case (2, .some(let width), .some(let height)) where width > 0 && height > 0: return width / height
        default: return nil
        }
    }

    /// 100 for the very size; any other fails, by how far it is off.
    static func score(of size: PixelSize, wanted: PixelSize) -> Double {
        guard size != wanted else { return 100 }
        let error =
            abs(log(Double(size.width) / Double(wanted.width))) + abs(log(Double(size.height) / Double(wanted.height)))
        return 75 * exp(-2 * error)
    }

    /// 100 for the ratio asked for, to within half a pixel a side; 80 for one that is 4 % off.
    static func aspectScore(of size: PixelSize, wanted: Double) -> Double {
        let ratio = Double(size.width) / Double(size.height)
        let rounding = 0.5 / Double(size.width) + 0.5 / Double(size.height)
        let error = max(0, abs(log(ratio / wanted)) - rounding)
        return Fault(error / 0.04).score
    }
}
