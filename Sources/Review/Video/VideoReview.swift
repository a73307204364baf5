import Core
import Glibc
package import Imaging
package import Media

/// Judges a video file: whether it plays, is as long and large as asked for, moves, and neither goes black nor flickers.
///
/// Each constant is the value of a measure at which that criterion alone fails the video (a fault of 1), as for pictures.
package struct VideoReview: Sendable {
    package let settings: ReviewSettings
    private let media: MediaTools
    private let queue: ImagingQueue

    /// How many whole frames are looked at for sharpness and exposure.
    private static let samples = 5
    /// Longer videos are looked at in fewer frames a second.
    private static let mostGreyFrames = 3_000.0

    package init(settings: ReviewSettings = ReviewSettings(), media: MediaTools, queue: ImagingQueue) {
        self.settings = settings
        self.media = media
        self.queue = queue
    }

    /// Judges the file at a path; without an expectation by its frames alone.
    ///
    /// - Throws: `MediaError` where it is no video at all or could not be looked at, `ImagingError` where a frame could not.
    package func judge(path: String, expectation: VideoExpectation? = nil) async throws -> ReviewResult {
        let facts = try await media.probe(path)
        let rate = min(max(1, facts.framesPerSecond), Self.mostGreyFrames / max(1, facts.seconds))
        let isWhole = try await plays(path)
        let grey = try await media.greyFrames(of: path, facts: facts, rate: rate)
        let frames = try await media.frames(of: path, facts: facts, count: Self.samples)
        guard let first = frames.first, !grey.frames.isEmpty else {
            throw MediaError.unreadable("not one frame of the video can be decoded")
        }
        var faults = motion(MotionMeasures(grey))
        faults[.decodability] = decodability(facts, decoded: Double(grey.frames.count) / rate, isWhole: isWhole)
        let settings = settings
        let looks = try await queue.run {
            try frames.map { bytes in
                let raster = try ImageCodec.decode(bytes)
                return (TechnicalReview(settings: settings).judge(raster).criteria, raster)
            }
        }
        for criterion in [Criterion.sharpness, .exposure] {
            faults[criterion] = Fault(score: Self.median(looks.compactMap { $0.0[criterion] }))
        }
        if let expectation { asked(expectation, facts, looks.first?.1, &faults) }
        let criteria = faults.mapValues(\.score)
        let weighted = faults.map { $0.value.weighted(by: settings.weight(of: $0.key)) }.sorted()
        let score = Fault.combined(weighted).score
        let verdict = Verdict(
            score: score, threshold: expectation?.threshold ?? settings.threshold, criteria: criteria,
            settings: settings)
        let hash = try await queue.run { PerceptualHash(try ImageCodec.decode(first)) }
        let named = Dictionary(uniqueKeysWithValues: criteria.map { ($0.key.rawValue, $0.value) })
        return ReviewResult(
            judgement: Judgement(score: score, verdict: verdict, criteria: named), hash: hash, size: facts.size,
            mediaType: .mp4)
    }

    /// Whether every frame decodes without an error.
    private func plays(_ path: String) async throws(MediaError) -> Bool {
        do {
            try await media.decode(path)
            return true
        } catch .failed {
            return false
        } catch {
            throw error
        }
    }

    private func decodability(_ facts: VideoFacts, decoded: Double, isWhole: Bool) -> Fault {
        let missing = max(0, 1 - decoded / max(0.04, facts.seconds))
        return Fault.combined([Fault(missing / 0.03), Fault(isWhole ? 0 : 1.5)])
    }

    private func motion(_ measures: MotionMeasures) -> [Criterion: Fault] {
        [
            .motion: Fault.combined([Fault(measures.longestStill / 2), Fault(measures.stillShare / 0.4)]),
            .blackness: Fault(measures.blackShare / 0.06), .flicker: Fault(measures.swing / 2.5),
        ]
    }

    private func asked(
        _ wanted: VideoExpectation, _ facts: VideoFacts, _ first: Raster?, _ faults: inout [Criterion: Fault]
    ) {
        if let size = wanted.size {
            // Services round sizes to what their models work in.
            let error =
                abs(log(Double(facts.size.width) / Double(size.width)))
                + abs(log(Double(facts.size.height) / Double(size.height)))
            faults[.resolution] = Fault(error / 0.08)
        }
        if let duration = wanted.duration {
            let seconds = Double(duration.milliseconds) / 1000
            // Services count in whole frames, some of them one more.
            let error = max(0, abs(facts.seconds - seconds) - 0.15)
            faults[.duration] = Fault(error / max(0.1, 0.08 * seconds))
        }
        if let rate = wanted.framesPerSecond {
            let error = max(0, abs(facts.framesPerSecond / Double(rate) - 1) - 0.002)
            faults[.frameRate] = Fault(error / 0.05)
        }
        if let reference = wanted.firstFrame, let first {
            faults[.firstFrame] = Fault((1 - FrameLikeness(first, reference).correlation) / 0.45)
        }
    }

    private static func median(_ scores: [Double]) -> Double {
        let sorted = scores.sorted()
        return sorted.isEmpty ? 100 : sorted[(sorted.count - 1) / 2]
    }
}
