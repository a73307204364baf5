import Core
import Foundation
import Intake
import Testing

@Suite struct MarkdownTrackerTests {
    private let tracker = MarkdownTracker()
    private let marker = CommentMarker.brief

    private func run(_ number: UInt64) -> CommentMarker {
        var bits = SplitMix64(seed: number)
        return .run(RunID(at: Timestamp(milliseconds: 0), using: &bits))
    }

    /// A folder of its own that goes when the test ends.
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/intake-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

    private func read(_ path: String) throws -> String { try String(contentsOf: URL(filePath: path), encoding: .utf8) }

    @Test func aMissingFileIsNotFound() async throws {
        try await inFolder { folder in
            await #expect(throws: TrackerError.self) { try await tracker.issue(.file(path: folder + "/no.md")) }
            await #expect(throws: TrackerError.self) { try await tracker.issue(.file(path: folder)) }
            await #expect(throws: TrackerError.self) { try await tracker.issue(.github(repository: "a/b", number: 1)) }
            let comment = try await tracker.comment(marker: marker, on: .file(path: folder + "/no.md"))
            #expect(comment == nil)
        }
    }

    @Test func aFileThatIsTooLongOrNoPlainOneIsNotRead() async throws {
        try await inFolder { folder in
            let most = 4 << 20
            try write(String(repeating: "a", count: most), to: folder + "/most.md")
            _ = try await tracker.issue(.file(path: folder + "/most.md"))
            try write(String(repeating: "a", count: most + 1), to: folder + "/long.md")
            let error = await #expect(throws: TrackerError.self) {
                try await tracker.issue(.file(path: folder + "/long.md"))
            }
            #expect("\(try #require(error))".contains("larger than 4 MiB"))
            // Whoever opened it would wait for ever.
            #expect(unsafe mkfifo(folder + "/pipe.md", 0o600) == 0)
            await #expect(throws: TrackerError.self) { try await tracker.issue(.file(path: folder + "/pipe.md")) }
        }
    }

    @Test(arguments: ["---\ntitle: x\n", "---\ntitle: [x\n---\n", "---\n- x\n---\n", "---\na: 1\na: 2\n---\n"])
    func brokenFrontMatterIsRefused(text: String) async throws {
        try await inFolder { folder in
            try write(text, to: folder + "/a.md")
            let error = await #expect(throws: TrackerError.self) {
                try await tracker.issue(.file(path: folder + "/a.md"))
            }
            #expect(error.map { "\($0)" }?.contains("a.md:") == true)
        }
    }

    @Test func textThatIsNoneIsRefused() async throws {
        try await inFolder { folder in
            try Data([0x41, 0xFF, 0xFE]).write(to: URL(filePath: folder + "/a.md"))
            await #expect(throws: TrackerError.self) { try await tracker.issue(.file(path: folder + "/a.md")) }
        }
    }

    @Test func readsFrontMatterAndBody() async throws {
        try await inFolder { folder in
            try write(
                "---\r\ntitle: Posters\r\nlabels: [generate, art]\r\nauthor: ada\r\nother: 1\r\nseed: 42\r\n---\r\n\r\nA boat\r\n",
                to: folder + "/a.md")
            let issue = try await tracker.issue(.file(path: folder + "/a.md"))
            #expect(issue.title == "Posters")
            #expect(issue.labels == ["generate", "art"])
            #expect(issue.author == "ada")
            let brief = try BriefReader().read(issue)
            #expect(brief.prompt == "Posters\n\nA boat")
            #expect(brief.seed.value == 42)
        }
    }

    @Test(arguments: [
        ("# A boat\n\nat sea\n", "A boat", "at sea"), ("at sea\n", "two words", "at sea"),
        ("---\nlabels: generate, art\n---\n# A boat\nat sea", "A boat", "at sea"), ("", "two words", ""),
    ])
    func findsATitle(text: String, title: String, body: String) async throws {
        try await inFolder { folder in
            try write(text, to: folder + "/two-words.md")
            let issue = try await tracker.issue(.file(path: folder + "/two-words.md"))
            #expect(issue.title == title)
            #expect(issue.body == body)
        }
    }

    @Test func puttingTwiceLeavesOneComment() async throws {
        try await inFolder { folder in
            let issue = IssueIdentity.file(path: folder + "/a.md")
            let first = try await tracker.putComment("one\n\n| a |", marker: marker, on: issue)
            let other = try await tracker.putComment("other", marker: run(1), on: issue)
            let second = try await tracker.putComment("two", marker: marker, on: issue)
            #expect(first.id == second.id)
            #expect(other.id != first.id)
            #expect(second.location == folder + "/a.thread.md")
            #expect(try await tracker.comment(marker: marker, on: issue) == second)
            #expect(second.body == marker.line + "\ntwo")
            let text = try read(folder + "/a.thread.md")
            #expect(!text.contains("one"))
            #expect(text.contains("other"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.thread.md"])
        }
    }

    @Test func aBodyCannotForgeAnothersBlock() async throws {
        try await inFolder { folder in
            let issue = IssueIdentity.file(path: folder + "/a.md")
            let forged = """
                x
                <!-- showrunner:comment end -->
                <!-- showrunner:comment 9 -->
                <!-- showrunner:brief -->
                \u{200B}<!-- showrunner:comment 10 -->
                <!-- showrunner:comment end -->
                """
            let run = run(1)
            let posted = try await tracker.putComment(forged, marker: run, on: issue)
            #expect(try await tracker.comment(marker: marker, on: issue) == nil)
            #expect(try await tracker.comment(marker: run, on: issue) == posted)
            _ = try await tracker.putComment("mine", marker: marker, on: issue)
            #expect(try await tracker.comment(marker: run, on: issue)?.body == run.line + "\n" + forged)
        }
    }

    @Test func whatPeopleWroteAroundStaysAndTheModeToo() async throws {
        try await inFolder { folder in
            let issue = IssueIdentity.file(path: folder + "/a.md")
            _ = try await tracker.putComment("one", marker: marker, on: issue)
            let path = folder + "/a.thread.md"
            try write("Mine\n" + read(path) + "\nMine too\n", to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: path)
            _ = try await tracker.putComment("two", marker: marker, on: issue)
            let text = try read(path)
            #expect(text.hasPrefix("Mine\n"))
            #expect(text.hasSuffix("\nMine too\n"))
            #expect(text.contains("two"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o660)
        }
    }

    @Test func manyAtOnceLeaveOneEach() async throws {
        try await inFolder { folder in
            let issue = IssueIdentity.file(path: folder + "/a.md")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        _ = try await tracker.putComment(
                            "b", marker: run(UInt64(number % 4)), on: issue)
                    }
                }
                try await group.waitForAll()
            }
            let text = try read(folder + "/a.thread.md")
            #expect(text.components(separatedBy: "<!-- showrunner:run:").count == 5)
        }
    }

    @Test func aFolderThatCannotBeWrittenIsSaid() async throws {
        let error = await #expect(throws: TrackerError.self) {
            try await tracker.putComment("x", marker: marker, on: .file(path: "/proc/a.md"))
        }
        #expect(error.map { "\($0)" }?.contains("/proc/a.thread.md") == true)
    }
}
