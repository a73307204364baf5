import Core
import Testing

@testable import Media

/// The child process itself, with small programs of the system.
@Suite struct ChildProgramTests {
    private func run(
        _ arguments: [String], limit: Duration = .seconds(20), largest: Int = 1 << 20
    ) -> Result<[UInt8], MediaError> {
        ChildProgram(arguments, limit: limit, largest: largest).run()
    }

    @Test func nothingOfOurEnvironmentReachesIt() throws {
        let text = String(decoding: try run(["/usr/bin/env"]).get(), as: UTF8.self)
        #expect(text.split(separator: "\n").sorted() == ["LC_ALL=C", "PATH=/usr/bin:/bin"])
    }

    @Test func noArgumentIsReadByAShell() throws {
        let text = "; id; $(id) `id` * \"'\n"
        #expect(try run(["/usr/bin/printf", "%s", text]).get() == Array(text.utf8))
    }

    @Test func howItEndedAndWhatItSaidIsTold() {
        #expect(
            run(["/bin/sh", "-c", "echo no such codec >&2; exit 3"])
                == .failure(.failed(program: "sh", status: 3, said: "no such codec")))
    }

    @Test func whatTakesTooLongIsEndedWithAllThatItStarted() {
        let limit = Duration.milliseconds(200)
        #expect(
            run(["/bin/sh", "-c", "sleep 600 & sleep 600"], limit: limit)
                == .failure(.timedOut(program: "sh", after: limit)))
    }

    @Test func whatSaysTooMuchIsEnded() {
        #expect(run(["/usr/bin/yes"], largest: 100_000) == .failure(.outputTooLarge(program: "yes")))
    }

    @Test func whatWasCancelledBeforeItBeganEndsAtOnce() {
        let program = ChildProgram(["/bin/sleep", "600"], limit: .seconds(60), largest: 10)
        program.cancel()
        #expect(program.run() == .failure(.cancelled))
    }

    @Test func aProgramThatIsNotThereIsSaidToBeMissing() {
        #expect(
            run(["/nowhere/ffmpeg"])
                == .failure(.notStarted(program: "ffmpeg", reason: "No such file or directory")))
    }
}
