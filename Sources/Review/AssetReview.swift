package import Core
package import Imaging

/// Judges a file: decodes it, looks at its pixels and at what was asked for, and gives the verdict.
package struct AssetReview: Sendable {
    package let settings: ReviewSettings

    package init(settings: ReviewSettings = ReviewSettings()) { self.settings = settings }

    /// Judges the bytes of a picture; without an expectation by its pixels alone.
    ///
    /// It blocks, so it belongs on an `ImagingQueue`.
    ///
    /// - Throws: where the bytes can't be decoded: such an asset has failed, and has no score.
    package func judge(bytes: [UInt8], expectation: AssetExpectation? = nil) throws(ImagingError) -> ReviewResult {
        let mediaType = try ImageCodec.header(of: bytes).mediaType
        return judge(try ImageCodec.decode(bytes), mediaType: mediaType, expectation: expectation)
    }

    /// Judges pixels that were decoded from a file of the type.
    package func judge(_ raster: Raster, mediaType: MediaType, expectation: AssetExpectation? = nil) -> ReviewResult {
        let plane = LumaPlane(raster)
        let technical = TechnicalReview(settings: settings).judge(TechnicalMeasures(raster, plane))
        let hash = PerceptualHash(plane)
        var criteria = technical.criteria
        var faults = [Fault(score: technical.score)]
        if let expectation {
            let asked = BriefReview(expectation).judge(raster, mediaType: mediaType, hash: hash)
            for (criterion, score) in asked.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                criteria[criterion] = score
                faults.append(Fault(score: score).weighted(by: settings.weight(of: criterion)))
            }
        }
        let score = faults.count == 1 ? technical.score : Fault.combined(faults).score
        let verdict = Verdict(
            score: score, threshold: expectation?.threshold ?? settings.threshold, criteria: criteria,
            settings: settings)
        let named = Dictionary(uniqueKeysWithValues: criteria.map { ($0.key.rawValue, $0.value) })
        return ReviewResult(
            judgement: Judgement(score: score, verdict: verdict, criteria: named), hash: hash,
            size: PixelSize(width: raster.width, height: raster.height), mediaType: mediaType)
    }
}
