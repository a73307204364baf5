import Foundation
import TestSupport
import Testing

@testable import GitStore

/// What `.gitattributes` says, held against the real git.
@Suite struct AttributesFileTests {
    private static let text = """
        # pictures
        *.psd filter=lfs diff=lfs merge=lfs -text
        /top.bin filter=lfs
        sub/dir/*.mp4 filter=lfs lockable
        **/deep/*.mov filter=lfs
        media/** filter=lfs
        media/keep/*.txt -filter
        a?c.[0-9a-f]x filter=lfs
        [!a]*.neg filter=lfs
        "with space.png" filter=lfs
        "quote\\"d.png" filter=lfs
        esc\\*aped.png filter=lfs
        only-dir/ filter=lfs
        !negated.png filter=lfs
        x/**/y.png filter=lfs
        [attr]big filter=lfs
        *.huge big
        *.other filter=crypt
        broken[.png filter=lfs
        """

    private static let paths = [
        "one.psd", "in/a/two.psd", "top.bin", "in/top.bin", "sub/dir/a.mp4", "other/sub/dir/a.mp4", "sub/dir/x/a.mp4",
        "deep/a.mov", "q/deep/a.mov", "q/deep/r/a.mov", "media/a", "media/b/c.txt", "media/keep/c.txt", "mediax/a",
        "abc.7x", "abc.gx", "a/c.7x", "b.neg", "a.neg", "q/b.neg", "with space.png", "q/with space.png", "quote\"d.png",
        "esc*aped.png", "escXaped.png", "only-dir/file", "negated.png", "x/y.png", "x/q/y.png", "x/q/r/y.png", "xy.png",
        "a.huge", "a.other", "broken[.png",
    ]

    @Test func readsTheFileAsGitDoes() async throws {
        let test = try TestRepository()
        try await test.git("init", "-q", "work")
        try test.folder.write(Self.text, to: "work/.gitattributes")
        let file = AttributesFile(Array(Self.text.utf8))
        for path in Self.paths {
            let said = try await test.git("check-attr", "-z", "filter", "--", path, in: "work")
            let value = said.split(separator: "\0").last.map(String.init)
            #expect((file.said(of: path).isLarge ?? false) == (value == "lfs"), "\(path): git says \(value ?? "")")
        }
    }

    @Test(arguments: [
        "assets/issue-12/film.mp4", "with space/a \"b\".png", "odd[1]*?/x.png", "Ünïcode/日本.png", "#hash.png",
    ])
    func writesALineThatMeansThisPathAlone(path: String) async throws {
        let test = try TestRepository()
        try await test.git("init", "-q", "work")
        try test.folder.write("*.txt text", to: "work/.gitattributes")
        let file = AttributesFile(Array("*.txt text".utf8)).keepingLarge([path])
        try test.folder.write(file.bytes, to: "work/.gitattributes")
        #expect(String(decoding: file.bytes, as: UTF8.self).hasPrefix("*.txt text\n/") || path.contains(" "))
        let own = try await test.git("check-attr", "-z", "filter", "text", "--", path, in: "work")
        #expect(own.split(separator: "\0").map(String.init) == [path, "filter", "lfs", path, "text", "unset"])
        let other = try await test.git("check-attr", "-z", "filter", "--", "in/\(path)", "x\(path)", in: "work")
        #expect(!other.contains("\0lfs\0"))
        let old = try await test.git("check-attr", "text", "--", "a.txt", in: "work")
        #expect(old == "a.txt: text: set")
    }

    @Test func aHostilePatternTakesNoLongTime() throws {
        let pattern = try #require(PathPattern(Array((String(repeating: "*a", count: 900) + "b").utf8)))
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }

    @Test func readsTheServerOfAnLFSConfig() {
        let config = LFSConfig(
            "# mine\n[core]\n\turl = no\n[lfs]\n  url = \"https://lfs.example.org/a/b\"\n[remote \"origin\"]\nlfsurl=x\n"
        )
        #expect(config.server == "https://lfs.example.org/a/b")
        #expect(LFSConfig("[lfs]\nurl=https://a\npushurl = https://b").server == "https://b")
        #expect(LFSConfig("[user]\nname = x").server == nil)
    }
}
