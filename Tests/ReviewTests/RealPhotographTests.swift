import Core
import Imaging
import Review
import Testing

@Suite("Photographs of scikit-image and scikit-learn", .enabled(if: !RealPhotographs.paths.isEmpty))
struct RealPhotographTests {
    @Test(arguments: RealPhotographs.paths) func passesUndistorted(path: String) throws {
        let judged = TechnicalReview().judge(try RealPhotographs.read(path, longestSide: 400))
        #expect(judged.score >= 80, "\(judged)")
    }

    @Test(arguments: RealPhotographs.paths) func fallsWithDistortion(path: String) throws {
        let photograph = SyntheticPhotograph(try RealPhotographs.read(path, longestSide: 144))
        let blurred = [1, 1, 2, 4, 8, 20].reduce(into: [SyntheticPhotograph]()) { series, passes in
            series.append((series.last ?? photograph).blurred(passes: passes))
        }
        let series: [String: [SyntheticPhotograph]] = [
            "blur": blurred,
            "noise": [5, 10, 20, 30, 50, 80].map { photograph.noisy($0) },
            "contrast": [0.8, 0.6, 0.45, 0.3, 0.18, 0.08].map { factor in
                photograph.mapped { ($0 - 127.5) * factor + 127.5 }
            },
            "under": [0.75, 0.55, 0.4, 0.28, 0.18, 0.08].map { gain in photograph.mapped { $0 * gain } },
            "over": [1.3, 1.6, 2, 3, 5, 8].map { gain in photograph.mapped { $0 * gain } },
        ]
        for (distortion, pictures) in series {
            let scores = pictures.map { TechnicalReview().judge($0.raster).score }
            #expect(Self.rankCorrelation(scores) <= -0.8, "\(distortion): \(scores)")
            #expect(try #require(scores.last) < 80, "\(distortion): \(scores)")
        }
    }

    @Test(arguments: RealPhotographs.paths) func fallsWithCompression(path: String) throws {
        let photograph = try RealPhotographs.read(path, longestSide: 256)
        let scores = try [70, 50, 30, 20, 10, 5].map { quality in
            TechnicalReview().judge(
                try ImageCodec.decode(ImageCodec.encode(photograph, as: .jpeg, quality: quality))
            ).score
        }
        #expect(Self.rankCorrelation(scores) <= -0.8, "\(scores)")
        #expect(try #require(scores.last) < 80)
    }

    /// Spearman's, of the scores with their places; without ties.
    private static func rankCorrelation(_ scores: [Double]) -> Double {
        let ranked = scores.indices.sorted { scores[$0] < scores[$1] }
        let squares = ranked.enumerated().reduce(0) { $0 + ($1.offset - $1.element) * ($1.offset - $1.element) }
        let count = Double(scores.count)
        return 1 - 6 * Double(squares) / (count * (count * count - 1))
    }
}
