import Content
import Core
import Engine
import Testing

@Suite struct HTMLReportTests {
    private func page(_ run: SampleRun, links: ReportLinks = .none) throws -> String {
        let view = try run.view
        let picture = Thumbnail(bytes: [0x89, 0x50, 0x4e, 0x47], mediaType: .png)
        return HTMLReport.page(
            of: view, thumbnails: Dictionary(view.attempts.map { ($0.asset.sha256, picture) }) { first, _ in first },
            links: links)
    }

    /// The tags in order, quoted attributes skipped; nil where a tag or an attribute does not end.
    private func tags(of page: String) -> [String]? {
        var tags: [String] = []
        var rest = page[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            var name = ""
            var quoted = false
            var isClosed = false
            for character in rest {
                if character == "\"" { quoted.toggle() }
                if character == ">", !quoted {
                    isClosed = true
                    break
                }
                name.append(character)
            }
            guard isClosed else { return nil }
            rest = rest.dropFirst(name.count + 1)
            tags.append(name)
        }
        return tags
    }

    private func expectWhole(_ page: String) throws {
        let void: Set<String> = ["meta", "img", "!DOCTYPE"]
        var open: [String] = []
        for tag in try #require(tags(of: page)) {
            let name = String(tag.prefix { $0 != " " && $0 != ">" })
            if name.hasPrefix("/") {
                #expect(open.popLast() == String(name.dropFirst()), "\(tag)")
            } else if !void.contains(name), !tag.hasSuffix("/") {
                open.append(name)
            }
        }
        #expect(open.isEmpty)
    }

    @Test func aHostileRunGivesAWholePageThatDoesNothing() throws {
        var brief = try SampleRun.brief(HostileText.prompt, count: 2)
        brief.style = HostileText.all
        brief.model = HostileText.all
        var run = try SampleRun(
            brief: brief, title: HostileText.all, author: HostileText.all, url: "javascript:alert(1)")
        run.plan()
        try run.attempt("01", score: 40, criteria: [HostileText.all: 3])
        run.emit(.taskStarted("draw/02", tryNumber: 1, terms: .free))
        run.emit(.taskFailed("draw/02", failure: TaskFailure(.permanent, HostileText.all), spending: .nothing))
        run.finish(.partial, reason: HostileText.all)
        let page = try page(run)
        try expectWhole(page)
        for tag in try #require(tags(of: page)) {
            #expect(!tag.hasPrefix("script") && !tag.hasPrefix("svg onload"), "\(tag)")
            #expect(!tag.contains("onerror=\"") && !tag.contains(" style=") && !tag.contains("javascript:"), "\(tag)")
        }
        #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || $0.value == 0x1b })
    }

    @Test func thePageFetchesNothing() throws {
        var run = try SampleRun(brief: try SampleRun.brief(count: 3))
        run.plan()
        for key in ["01", "02", "03"] { try run.attempt(key, score: 91) }
        run.deliver(pullRequest: "https://github.com/octo/posters/pull/13")
        run.finish(.succeeded)
        let page = try page(run, links: .gitHub(server: "https://github.com", repository: "octo/posters"))
        try expectWhole(page)
        #expect(page.contains("default-src 'none'; img-src data:; style-src 'sha256-"))
        #expect(!page.contains("url(") && !page.contains("@import"))
        for tag in try #require(tags(of: page)) where tag.contains("http") {
            #expect(
                tag.hasPrefix("a href=\"https://github.com/octo/posters/") || tag.hasPrefix("meta http-equiv"), "\(tag)"
            )
        }
        for tag in try #require(tags(of: page)) where tag.hasPrefix("img") {
            #expect(tag.contains("src=\"data:image/png;base64,iVBORw==\"") && tag.contains("alt=\"Attempt "), "\(tag)")
            #expect(tag.contains("width=\"1024\" height=\"768\""))
        }
    }

    @Test func attemptsStandSideBySideWithTheirCriteria() throws {
        var run = try SampleRun(brief: try SampleRun.brief())
        run.plan()
        try run.attempt("01", 1, score: 61, criteria: ["fileType": 100, "sharpness": 41.26])
        try run.attempt("01", 2, score: 88, criteria: ["fileType": 100, "sharpness": 90])
        run.deliver()
        run.finish(.succeeded)
        let page = try page(run)
        #expect(page.contains("Attempt 2, chosen</th>"))
        #expect(page.contains("<span class=\"low\">41.2</span>"))
        #expect(page.contains("<th scope=\"row\">file type</th>"))
        #expect(page.contains("1 of 1"))
    }

    @Test func aRunWithNothingYetIsAPageToo() throws {
        let run = try SampleRun(brief: try SampleRun.brief())
        let page = try page(run)
        try expectWhole(page)
        #expect(page.contains("Queued: nothing has started yet"))
    }
}
