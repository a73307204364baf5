import Core
import Foundation
import Media
import TestSupport
import Testing

/// What ffmpeg is asked to do, on clips that it made itself.
@Suite(.enabled(if: Clips.isThere)) struct MediaToolsTests {
    private let folder: TemporaryFolder
    private let media: MediaTools

    init() throws {
        folder = try TemporaryFolder()
        media = try #require(MediaTools(environment: ProcessInfo.processInfo.environment))
    }

    private func clip(_ source: String, _ name: String = "clip.mp4") async throws -> String {
        try await Clips.make(source, at: folder.path(name))
        return folder.path(name)
    }

    private func still(_ name: String = "still.png") async throws -> String {
        let path = try await clip("testsrc2=size=320x180:rate=24:duration=0.2", "source.mp4")
        return try folder.write(try await media.firstFrame(of: path), to: name)
    }

    @Test func aClipSaysHowLargeLongAndFastItIs() async throws {
        let facts = try await media.probe(try await clip("testsrc2=size=320x180:rate=24:duration=2"))
        #expect(facts.size == PixelSize(width: 320, height: 180))
        #expect(facts.duration == .seconds(2))
        #expect(facts.framesPerSecond == 24)
        #expect(facts.frames == 48)
        #expect(facts.codec == "h264")
        #expect(!facts.hasSound)
    }

    @Test(arguments: ["", "#EXTM3U\nfile:///etc/passwd\n", "ffconcat version 1.0\nfile '/etc/passwd'\n"])
    func whatIsNoVideoIsSaidToBeNone(text: String) async throws {
        let path = try folder.write(text, to: "no.mp4")
        await #expect(throws: MediaError.self) { try await media.probe(path) }
    }

    @Test func aFileThatWasCutOffIsNotDecodedInSilence() async throws {
        let made = try await clip("testsrc2=size=320x180:rate=24:duration=2")
        let whole = try Data(contentsOf: URL(fileURLWithPath: made))
        let path = try folder.write(Array(whole.prefix(whole.count / 2)), to: "cut.mp4")
        await #expect(throws: MediaError.self) { try await media.probe(path) }
    }

    @Test func framesComeAsPNGEvenlySpread() async throws {
        let path = try await clip("testsrc2=size=320x180:rate=24:duration=2")
        let frames = try await media.frames(of: path, facts: try await media.probe(path), count: 4)
        #expect(frames.count == 4)
        #expect(Set(frames).count == 4)
        #expect(frames.allSatisfy { MediaType(sniffing: $0) == .png })
        #expect(try await media.firstFrame(of: path) == frames[0])
    }

    @Test func theLastFrameIsTheOneThatAViewerSeesLast() async throws {
        // Red until the last tenth of a second, then blue.
        let path = folder.path("ends.mp4")
        try await Clips.make(
            "color=red:size=64x64:rate=20:duration=2", filter: "drawbox=color=blue:t=fill:enable='gte(t,1.94)'",
            at: path)
        let last = try await media.lastFrame(of: path, facts: try await media.probe(path))
        let before = try await media.firstFrame(of: path)
        #expect(last != before)
        let grey = try await media.greyFrames(of: path, facts: try await media.probe(path), rate: 20)
        #expect(grey.frames.count == 40)
        #expect(grey.frames.dropLast().allSatisfy { $0 == grey.frames[0] })
        #expect(grey.frames.last != grey.frames[0])
    }

    @Test(arguments: CameraMove.allCases)
    func aCameraMoveOverAStillMovesAndIsTheSameEachTime(move: CameraMove) async throws {
        let still = try await still()
        var made: [Data] = []
        for name in ["one.mp4", "two.mp4"] {
            try await media.clip(
                ofStill: still, move: move, size: PixelSize(width: 192, height: 108), framesPerSecond: 12, frames: 12,
                to: folder.path(name))
            made.append(try Data(contentsOf: URL(fileURLWithPath: folder.path(name))))
        }
        #expect(made[0] == made[1])
        let facts = try await media.probe(folder.path("one.mp4"))
        #expect(facts.frames == 12)
        #expect(facts.duration == .seconds(1))
        let grey = try await media.greyFrames(of: folder.path("one.mp4"), facts: facts, rate: 12)
        #expect(grey.frames.first != grey.frames.last)
    }

    @Test func alikeClipsAreJoinedWithoutEncodingThemAnew() async throws {
        let one = try await clip("testsrc2=size=192x108:rate=24:duration=1", "it's one.mp4")
        let two = try await clip("smptebars=size=192x108:rate=24:duration=1", "two.mp4")
        try await media.join([one, two], to: folder.path("film.mp4"), list: folder.path("list.txt"))
        let facts = try await media.probe(folder.path("film.mp4"))
        #expect(facts.duration == .seconds(2))
        #expect(facts.frames == 48)
        #expect(!FileManager.default.fileExists(atPath: folder.path("list.txt")))
    }

    @Test func clipsOfSeveralKindsAreBroughtIntoOne() async throws {
        let one = try await clip("testsrc2=size=192x108:rate=24:duration=1", "one.mp4")
        let two = try await clip("smptebars=size=96x96:rate=30:duration=1", "two.mp4")
        try await media.join([one, two], to: folder.path("film.mp4"), list: folder.path("list.txt"))
        let facts = try await media.probe(folder.path("film.mp4"))
        #expect(facts.size == PixelSize(width: 192, height: 108))
        #expect(facts.framesPerSecond == 24)
        #expect(abs(facts.seconds - 2) < 0.1)
    }

    @Test func whatIsCancelledEndsItsProgram() async throws {
        let still = try await still()
        let task = Task {
            try await media.clip(
                ofStill: still, move: .pushIn, size: PixelSize(width: 1920, height: 1080), framesPerSecond: 60,
                frames: 100_000, to: folder.path("endless.mp4"))
        }
        task.cancel()
        await #expect(throws: MediaError.cancelled) { try await task.value }
    }

    @Test func whereTheProgramsAreMissingThereAreNoTools() {
        #expect(MediaTools(environment: ["PATH": folder.path]) == nil)
        #expect(MediaTools(environment: [:]) == nil)
    }

    @Test(arguments: [
        ("a slow push in on the door", CameraMove.pushIn), ("The camera pans left, then zooms in", .panLeft),
        ("Tilt down to the sea", .tiltDown),
    ])
    func aMoveIsReadFromTheWords(words: String, move: CameraMove) {
        #expect(CameraMove(words: words) == move)
    }

    @Test func wordsWithoutAMoveNameNone() { #expect(CameraMove(words: "a lighthouse in the fog") == nil) }
}
