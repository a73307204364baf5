import Core
import Imaging
import Review
import Testing

@Suite struct TechnicalReviewTests {
    let photograph = SyntheticPhotograph()
    let review = TechnicalReview()

    private func scores(_ pictures: [SyntheticPhotograph]) -> [Double] {
        pictures.map { review.judge($0.raster).score }
    }

    /// Whether each score is lower than the one before it, and the last one fails.
    private func fall(_ scores: [Double]) -> Bool {
        zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 } && (scores.last ?? 100) < 80
    }

    @Test func passesASoundPicture() {
        let judged = review.judge(photograph.raster)
        #expect(judged.score >= 85)
        #expect(judged.criteria.keys.allSatisfy { $0.isTechnical })
        #expect(judged.criteria.count == 8)
    }

    @Test func fallsWithBlur() {
        let scores = scores([0, 1, 3, 8, 20].map { photograph.blurred(passes: $0) })
        #expect(fall(scores), "\(scores)")
    }

    @Test func fallsWithNoise() {
        let scores = scores([5, 10, 20, 40, 80].map { photograph.noisy($0) })
        #expect(fall(scores), "\(scores)")
    }

    @Test func fallsWithLostContrast() {
        let scores = scores(
            [1, 0.7, 0.5, 0.3, 0.15, 0.05].map { factor in photograph.mapped { ($0 - 127.5) * factor + 127.5 } })
        #expect(fall(scores), "\(scores)")
    }

    @Test func fallsWithUnderexposure() {
        let scores = scores([1, 0.7, 0.5, 0.3, 0.15, 0.05].map { gain in photograph.mapped { $0 * gain } })
        #expect(fall(scores), "\(scores)")
    }

    @Test func fallsWithOverexposure() {
        let scores = scores([1, 1.3, 1.7, 2.5, 4, 8].map { gain in photograph.mapped { $0 * gain } })
        #expect(fall(scores), "\(scores)")
    }

    @Test func fallsWithJPEGCompression() throws {
        let scores = try [90, 60, 40, 20, 10, 4].map { quality in
            let bytes = try ImageCodec.encode(photograph.raster, as: .jpeg, quality: quality)
            return review.judge(try ImageCodec.decode(bytes)).score
        }
        #expect(fall(scores), "\(scores)")
    }

    @Test func readsTheCompressionOutOfPixelsWhateverTheGridsPlace() throws {
        let bytes = try ImageCodec.encode(photograph.raster, as: .jpeg, quality: 10)
        let decoded = try ImageCodec.decode(bytes)
        let (width, height) = (decoded.width - 3, decoded.height - 5)
        var pixels: [UInt8] = []
        for row in 5..<decoded.height {
            pixels += decoded.pixels[(row * decoded.width + 3) * 3..<(row + 1) * decoded.width * 3]
        }
        let cropped = TechnicalMeasures(Raster(width: width, height: height, pixels: pixels))
        #expect(abs(cropped.coarseness - TechnicalMeasures(decoded).coarseness) < 1)
        #expect(cropped.coarseness > 4)
    }

    @Test(arguments: [UInt8(0), 128, 255]) func failsABlankPicture(level: UInt8) {
        let blank = Raster(width: 64, height: 64, pixels: [UInt8](repeating: level, count: 64 * 64 * 3))
        let judged = review.judge(blank)
        #expect(judged.score < 10)
        #expect((judged.criteria[.blankness] ?? 100) < 80)
    }

    @Test(arguments: [(1, 1), (2, 3), (7, 1), (16, 16), (17, 40), (3000, 1)])
    func judgesAnySize(width: Int, height: Int) {
        let pixels = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let score = review.judge(Raster(width: width, height: height, pixels: pixels)).score
        #expect(score > 0 && score <= 100)
    }

    @Test func scoresNeverReachTheEnds() {
        let worst = photograph.mapped { $0 * 0.01 }.noisy(60)
        #expect(review.judge(worst.raster).score > 0)
        #expect(review.judge(photograph.raster).score < 100)
    }

    @Test func leavesOutACriterionOfNoWeight() {
        let dull = photograph.mapped { ($0 - 127.5) * 0.1 + 127.5 }.raster
        let settings = ReviewSettings(weights: [.contrast: 0, .exposure: 0])
        #expect(TechnicalReview(settings: settings).judge(dull).score > review.judge(dull).score)
    }

    @Test func givesTheSameScoreEachTime() {
        #expect(review.judge(photograph.raster).score == TechnicalReview().judge(photograph.raster).score)
    }
}
