import Content
import Core
import Engine
import Synchronization
import TestSupport
import Testing

/// What people see on an issue while its run waits for them.
@Suite struct GatePicturesTests {
    private static let name = "refs/showrunner/shown/12"
    private let shelf = MemoryShelf()
    private let posted = Board()

    /// Keeps what was put on an issue.
    private actor Board: IssueTracker {
        private(set) var body = ""

        func issue(_ identity: IssueIdentity) throws(TrackerError) -> Core.Issue {
            throw .notFound(what: "\(identity)", hint: "")
        }
        func putComment(_ body: String, marker: CommentMarker, on identity: IssueIdentity) -> PostedComment {
            self.body = body
            return PostedComment(id: "1", location: "", body: body)
        }
        func comment(marker: CommentMarker, on identity: IssueIdentity) -> PostedComment? { nil }
    }

    private func announcer(
        on shelf: (any SharedShelf)? = nil, making reduction: @escaping GatePictures.Reduction = { Array($0.hex.utf8) }
    ) -> CommentAnnouncer {
        let shelf = shelf ?? self.shelf
        let links = ReportLinks.gitHub(server: "https://github.com", repository: "octo/posters")
        return CommentAnnouncer(
            tracker: posted, interval: .seconds(1),
            pictures: GatePictures(
                repository: "octo/posters", issue: 12, links: links, shelf: { _ in shelf }, reduction: reduction)
        ) { CommentRenderer(links: links).body(of: $0) }
    }

    /// A run of two pictures, the second of two attempts, that waits before its delivery.
    private func waiting(
        to git: String? = "https://github.com/Octo/posters.git", author: String = "mona"
    ) throws -> SampleRun {
        var run = try SampleRun(
            brief: try SampleRun.brief(count: 2), author: author,
            delivery: ["git": git.map(JSONValue.string) ?? .null, "branch": "showrunner/issue-12"])
        run.plan()
        try run.attempt("01", score: 91)
        try run.attempt("02", score: 40)
        try run.attempt("02", 2, score: 88)
        run.emit(
            .gateOpened(
                Gate(
                    id: "approval/deliver", kind: .approval, question: "Go on with delivery?", task: "deliver",
                    subject: .null, shown: "0123456789abcdef", options: [.approve, .revise, .reject], recommendation: ""
                )))
        run.emit(.runWaiting(reason: "Go on with delivery?"))
        return run
    }

    @Test func picturesOfWhatIsDecidedStandInTheCommentAndAreGoneWhenTheRunHasEnded() async throws {
        var run = try waiting()
        try await announcer().announce(run.board)
        let body = await posted.body
        let version = try #require(await shelf.tips(under: Self.name)[Self.name])
        #expect(await shelf.paths(of: Self.name).count == 3)
        for path in await shelf.paths(of: Self.name) {
            let address = "https://github.com/octo/posters/blob/\(ReportLinks.percentEncoded(version.text))/\(path)"
            #expect(body.contains("<img src=\"\(address)?raw=true\""), "\(body)")
        }
        #expect(body.contains("<summary>Attempts side by side</summary>"))
        let rows = body.split(separator: "\n").filter { $0.contains("<br>") }
        #expect(rows.count == 1 && rows.allSatisfy { $0.count { $0 == "|" } == 4 })
        #expect(body.contains("2: **88.0**, chosen") && body.contains("1: **40.0**<br>"))

        run.emit(.runFinished(.cancelled, reason: "enough"))
        try await announcer().announce(run.board)
        #expect(await shelf.paths(of: Self.name).isEmpty)
        #expect(await !posted.body.contains("<img "))
    }

    /// Another process that says the same again moves nothing, and makes no picture anew.
    @Test func whatIsThereIsNotPutThereAgain() async throws {
        let run = try waiting()
        try await announcer().announce(run.board)
        let version = await shelf.tips(under: Self.name)
        let made = Mutex(0)
        let second = announcer { _ in
            made.withLock { $0 += 1 }
            return nil
        }
        try await second.announce(run.board)
        try await second.announce(run.board)
        #expect(made.withLock { $0 } == 0)
        #expect(await shelf.tips(under: Self.name) == version)
        #expect(await posted.body.contains("<img "))
    }

    @Test func whatCannotBeMadeSmallIsLeftOutAndMovesNothingTheNextTime() async throws {
        let run = try waiting()
        let lost = try SampleRun.digest(AssetKey("01"), 1)
        let reduction: GatePictures.Reduction = { $0 == lost ? nil : Array($0.hex.utf8) }
        try await announcer(making: reduction).announce(run.board)
        let version = await shelf.tips(under: Self.name)
        #expect(await shelf.paths(of: Self.name).count == 2)
        #expect(await !posted.body.contains(String(lost.hex.prefix(32))))
        try await announcer(making: reduction).announce(run.board)
        #expect(await shelf.tips(under: Self.name) == version)
        #expect(await posted.body.contains("<img "))
    }

    /// A shelf that lets nobody in.
    private struct Locked: SharedShelf {
        func tips(under prefix: String) -> [String: ShelfVersion] { [:] }
        func files(at version: ShelfVersion) -> [String: ShelfFile] { [:] }
        func content(of file: ShelfFile, atMost limit: Int) -> [UInt8] { [] }
        func swap(_ changes: [ShelfChange]) throws(SharedShelfError) -> ShelfOutcome {
            throw .refused(reason: "a rule <b>forbids</b> it")
        }
    }

    @Test func theCommentSaysWhyThereAreNone() async throws {
        try await announcer(on: Locked()).announce(try waiting().board)
        let body = await posted.body
        #expect(body.contains("The pictures can't be shown here: a rule &lt;b&gt;forbids"), "\(body)")
        #expect(body.contains("`/approve 0123456789abcdef`"))
    }

    @Test(arguments: ["https://github.com/octo/other.git", "/srv/posters.git", nil])
    func nothingIsPutElsewhere(git: String?) async throws {
        try await announcer().announce(try waiting(to: git).board)
        #expect(await shelf.tips(under: "").isEmpty)
        #expect(await !posted.body.contains("can't be shown"))
    }

    /// GitHub tells nobody of an edited comment but who is newly named in it.
    @Test func whoeverAskedIsNamedWhileTheRunWaitsAndNoLonger() async throws {
        var run = try waiting()
        try await announcer().announce(run.board)
        #expect(await posted.body.contains("\n@mona, "))
        run.emit(.runFinished(.cancelled, reason: "enough"))
        try await announcer().announce(run.board)
        #expect(await !posted.body.contains("@mona"))
    }

    @Test(arguments: ["ghost", "x-[bot]", "octo/team", "", "a @b"])
    func nobodyElseIsNamed(author: String) async throws {
        try await announcer().announce(try waiting(author: author).board)
        #expect(await !posted.body.contains("this waits for you"))
    }
}
