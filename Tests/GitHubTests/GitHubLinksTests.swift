import GitHub
import Testing

@Suite struct GitHubLinksTests {
    private let links = GitHubLinks(serverURL: "https://github.example/")

    @Test func escapesEverySegmentOfAPath() {
        #expect(
            links.picture("assets/issue-1/a b#c?d%é.png", at: "abc123", in: "o/r")
                == "https://github.example/o/r/blob/abc123/assets/issue-1/a%20b%23c%3Fd%25%C3%A9.png?raw=true")
    }

    @Test func leadsToEachPage() {
        #expect(links.file("a.json", at: "abc", in: "o/r") == "https://github.example/o/r/blob/abc/a.json")
        #expect(links.commit("abc", in: "o/r") == "https://github.example/o/r/commit/abc")
        #expect(links.branch("showrunner/issue-1", in: "o/r") == "https://github.example/o/r/tree/showrunner/issue-1")
        #expect(links.issue(7, in: "o/r") == "https://github.example/o/r/issues/7")
    }
}
