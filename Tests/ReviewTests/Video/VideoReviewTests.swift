import Core
import Foundation
import Imaging
import Media
import Review
import TestSupport
import Testing

/// The review of videos, on clips that have each flaw and one that has none.
@Suite(.enabled(if: Clips.isThere)) struct VideoReviewTests {
    private let folder: TemporaryFolder
    private let media: MediaTools

    init() throws {
        folder = try TemporaryFolder()
        media = try #require(MediaTools(environment: ProcessInfo.processInfo.environment))
    }

    private static let size = "320x180"
    private static let sound = "testsrc2=size=\(size):rate=24:duration=3"

    private func criteria(
        _ source: String = sound, filter: String? = nil, wanted: VideoExpectation? = nil
    ) async throws -> (criteria: [String: Double], verdict: Verdict) {
        let path = folder.path("clip.mp4")
        try await Clips.make(source, filter: filter, at: path)
        let result = try await VideoReview(media: media, queue: ImagingQueue(width: 1))
            .judge(path: path, expectation: wanted)
        return (result.judgement.criteria, result.judgement.verdict)
    }

    @Test func aClipAsItWasAskedForPasses() async throws {
        let wanted = VideoExpectation(
            size: PixelSize(width: 320, height: 180), duration: .seconds(3), framesPerSecond: 24)
        let found = try await criteria(wanted: wanted)
        for name in ["decodability", "duration", "resolution", "frameRate", "motion", "blackness", "flicker"] {
            #expect(found.criteria[name] ?? 0 > 90, "\(name): \(found.criteria[name] ?? -1)")
        }
    }

    @Test func aClipThatStandsStillIsFoundOut() async throws {
        let still = try await criteria("color=c=orange:size=320x180:rate=24:duration=3")
        #expect(still.criteria["motion"] ?? 100 < 60)
        #expect(still.verdict == .fail)
    }

    /// Moves for a second, then repeats its last frame for two.
    @Test func aClipThatFreezesHalfWayIsFoundOut() async throws {
        let found = try await criteria(
            "testsrc2=size=320x180:rate=24:duration=1", filter: "tpad=stop_mode=clone:stop_duration=2.5")
        #expect(found.criteria["motion"] ?? 100 < 80)
    }

    @Test func aSlowCameraIsNotTakenForAStandstill() async throws {
        let still = folder.path("still.png")
        let source = folder.path("source.mp4")
        try await Clips.make("mandelbrot=size=640x360:rate=1", filter: "trim=end_frame=1", at: source)
        try Data(try await media.firstFrame(of: source)).write(to: URL(fileURLWithPath: still))
        let path = folder.path("slow.mp4")
        try await media.clip(
            ofStill: still, move: .pushIn, size: PixelSize(width: 640, height: 360), framesPerSecond: 24, frames: 120,
            to: path)
        let result = try await VideoReview(media: media, queue: ImagingQueue(width: 1)).judge(path: path)
        #expect(result.judgement.criteria["motion"] ?? 0 > 85, "\(result.judgement.criteria)")
    }

    @Test func aClipThatGoesBlackIsFoundOut() async throws {
        let found = try await criteria(
            filter: "drawbox=color=black:t=fill:enable='between(t,1,1.6)'")
        #expect(found.criteria["blackness"] ?? 100 < 80)
        #expect(found.criteria["motion"] ?? 0 > 80)
    }

    @Test func aClipThatFlickersIsFoundOut() async throws {
        let found = try await criteria(filter: "eq=brightness='0.12*mod(n,2)':eval=frame")
        #expect(found.criteria["flicker"] ?? 100 < 80)
    }

    @Test func aCutIsNoFlicker() async throws {
        let found = try await criteria(filter: "eq=brightness='if(gte(t,1.5),0.3,0)':eval=frame")
        #expect(found.criteria["flicker"] ?? 0 > 90)
    }

    @Test func aBlurredClipIsFoundOut() async throws {
        let sharp = try await criteria()
        let blurred = try await criteria(filter: "gblur=sigma=6")
        #expect(blurred.criteria["sharpness"] ?? 100 < 80)
        #expect(sharp.criteria["sharpness"] ?? 0 > blurred.criteria["sharpness"] ?? 0)
    }

    @Test func aClipInTheDarkIsFoundOut() async throws {
        let found = try await criteria(filter: "lutyuv=y=val*0.1+4:u=128:v=128")
        #expect(found.criteria["exposure"] ?? 100 < 80)
    }

    @Test(arguments: [
        ("duration", VideoExpectation(duration: .seconds(6))),
        ("frameRate", VideoExpectation(framesPerSecond: 30)),
        ("resolution", VideoExpectation(size: PixelSize(width: 1280, height: 720))),
    ])
    func whatWasAskedForAndIsNotThereFails(name: String, wanted: VideoExpectation) async throws {
        let found = try await criteria(wanted: wanted)
        #expect(found.criteria[name] ?? 100 < 80)
        #expect(found.verdict == .fail)
    }

    @Test func aClipThatBreaksOffIsFoundOut() async throws {
        let path = folder.path("whole.mp4")
        try await Clips.make(Self.sound, at: path, codec: ["-c:v", "libx264", "-crf", "18", "-movflags", "+faststart"])
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        // The index stays; what it points at is noise from the middle on.
        for place in stride(from: bytes.count / 2, to: bytes.count, by: 1) {
            bytes[place] = UInt8(truncatingIfNeeded: place &* 31)
        }
        let broken = try folder.write(bytes, to: "broken.mp4")
        let result = try await VideoReview(media: media, queue: ImagingQueue(width: 1)).judge(path: broken)
        #expect(result.judgement.criteria["decodability"] ?? 100 < 80)
        #expect(result.judgement.verdict == .fail)
    }

    @Test func whatIsNoVideoIsNotJudged() async throws {
        let path = try folder.write("not a video", to: "no.mp4")
        await #expect(throws: MediaError.self) {
            try await VideoReview(media: media, queue: ImagingQueue(width: 1)).judge(path: path)
        }
    }

    @Test func aClipThatStartsFromThePictureGivenIsTold() async throws {
        let path = folder.path("clip.mp4")
        try await Clips.make(Self.sound, at: path)
        let own = try ImageCodec.decode(try await media.firstFrame(of: path))
        let other = folder.path("other.mp4")
        try await Clips.make("mandelbrot=size=320x320:rate=1", filter: "trim=end_frame=1", at: other)
        let foreign = try ImageCodec.decode(try await media.firstFrame(of: other))
        let review = VideoReview(media: media, queue: ImagingQueue(width: 1))
        var scores: [Double] = []
        for reference in [own, foreign] {
            let result = try await review.judge(path: path, expectation: VideoExpectation(firstFrame: reference))
            scores.append(try #require(result.judgement.criteria["firstFrame"]))
        }
        #expect(scores[0] > 95)
        #expect(scores[1] < 80)
    }
}
