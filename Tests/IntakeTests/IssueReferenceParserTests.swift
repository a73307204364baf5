import Core
import Foundation
import Intake
import Testing

@Suite struct IssueReferenceParserTests {
    private let parser = IssueReferenceParser(
        repository: "ada/art", servers: ["http://127.0.0.1:8080", "https://ghe.example.org"])

    @Test(arguments: [
        ("ada/art#12", "ada/art", 12), ("12", "ada/art", 12), ("#12", "ada/art", 12),
        (" Ada/Art.js#3 ", "Ada/Art.js", 3),
        ("https://github.com/o/r/issues/5", "o/r", 5),
        ("https://github.com/o/r/issues/5/?a=b#issuecomment-1", "o/r", 5),
        ("HTTPS://GitHub.com/o/r/issues/5", "o/r", 5), ("http://127.0.0.1:8080/o/r/issues/7", "o/r", 7),
        ("https://ghe.example.org/o/r/issues/7", "o/r", 7),
        ("https://ghe.example.org/api/v3/repos/o/r/issues/7", "o/r", 7),
        ("https://api.github.com/repos/o/r/issues/7", "o/r", 7),
    ])
    func readsIssuesOfGitHub(text: String, repository: String, number: Int) throws {
        #expect(try parser.parse(text) == .github(repository: repository, number: number))
    }

    @Test(arguments: [
        ("https://github.com/o/r/pull/5", IssueReferenceError.pullRequest("https://github.com/o/r/pull/5")),
        ("https://github.com/o/r", .unreadable("https://github.com/o/r")),
        ("https://github.com/o/r/issues/abc", .unreadable("https://github.com/o/r/issues/abc")),
        ("", .unreadable("")), ("o/r#0", .unreadable("o/r#0")), ("o/r/x#1", .unreadable("o/r/x#1")),
        ("nonsense", .unreadable("nonsense")),
    ])
    func refuses(text: String, error: IssueReferenceError) {
        #expect(throws: error) { try parser.parse(text) }
    }

    @Test func refusesOtherServersAndNumbersWithoutRepository() {
        let other = #expect(throws: IssueReferenceError.self) { try parser.parse("https://gitlab.com/o/r/issues/5") }
        #expect(other?.description.contains("ghe.example.org") == true)
        #expect(throws: IssueReferenceError.needsRepository(number: 4)) { try IssueReferenceParser().parse("#4") }
        #expect(throws: IssueReferenceError.notARepository("x")) {
            try IssueReferenceParser(repository: "x").parse("4")
        }
    }

    @Test func findsFilesAndSuggestsNearOnes() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/intake-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/real", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["posters.md", "posters.thread.md", "notes.txt"] {
            try Data("x".utf8).write(to: URL(filePath: "\(folder)/real/\(name)"))
        }
        try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/real")
        try FileManager.default.createDirectory(atPath: folder + "/real/deep", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder + "/far", withDestinationPath: folder + "/real/deep")
        let parser = IssueReferenceParser(folder: folder)
        let direct = try parser.parse("real/posters.md")
        #expect(try parser.parse("link/../real/./posters.md") == direct)
        #expect(try parser.parse(folder + "/link/posters.md") == direct)
        #expect(try parser.parse("far/../posters.md") == direct)
        #expect(throws: IssueReferenceError.noSuchFile(path: "real/poster.md", near: ["real/posters.md"])) {
            try parser.parse("real/poster.md")
        }
        for text in ["real", "real/posters.thread.md", "real/notes.txt"] {
            let error = #expect(throws: IssueReferenceError.self) { try parser.parse(text) }
            #expect(error?.description.contains("can't stand in for an issue") == true)
        }
    }
}
