import Core
import GitHub
import HTTP
import TestSupport
import Testing

/// Every call that the tracker makes, held against GitHub's description of its interface.
@Suite struct RequestConformanceTests {
    @Test(.enabled(if: OpenAPIValidator.shared != nil, "the shared folder with GitHub's description is missing"))
    func sendsOnlyWhatGitHubDescribes() async throws {
        let fixture = try Fixture()
        let tracker = fixture.tracker
        _ = try await tracker.issue(fixture.issue)
        _ = try await tracker.repository(Fixture.name)
        _ = try await tracker.putComment("one", marker: .brief, on: fixture.issue)
        _ = try await tracker.putComment("two", marker: .brief, on: fixture.issue)
        try await tracker.addLabels(["a b/c"], to: fixture.issue)
        try await tracker.removeLabel("a b/c", from: fixture.issue)
        for number in 0..<150 {
            fixture.standIn.addComment("\(number)", by: StandInAccount("asker"), to: 12, in: Fixture.name)
        }
        let unused = try #require(RunID("run_" + String(repeating: "0", count: 26)))
        _ = try await fixture.secondTracker().comment(marker: .run(unused), on: fixture.issue)

        let marker = CommentMarker.run(unused)
        let made = try await tracker.offer(
            PullRequestOffer(
                repository: Fixture.name, branch: "showrunner/issue-12", title: "Posters", body: "one", marker: marker,
                isDraft: true))
        try await tracker.rewrite(made, as: "two", marker: marker)

        let validator = try #require(OpenAPIValidator.shared)
        let requests = fixture.standIn.requests
        #expect(requests.count == 15)
        #expect(requests.flatMap(validator.problems) == [])
    }

    @Test(
        .enabled(if: OpenAPIValidator.shared != nil, "the shared folder with GitHub's description is missing"),
        arguments: [
            ("POST", "/repos/a/b/issues/1/comments", "{}", "body.body is missing"),
            ("POST", "/repos/a/b/issues/1/comments", #"{"body":7}"#, "body.body is no string"),
            ("POST", "/repos/a/b/issues/1/comments", #"{"body":"x","bdoy":""}"#, "body.bdoy is not described"),
            ("POST", "/repos/a/b/issues/1/comments", "", "the body is missing"),
            ("POST", "/repos/a/b/issues/one/comments", #"{"body":"x"}"#, "issue_number is no integer"),
            ("POST", "/repos/a/b/issues/1/labels", #"{"labels":[]}"#, "fewer than 1"),
            ("GET", "/repos/a/b/issues/1/comments?per_pag=3", "", "query.per_pag is not described"),
            ("GET", "/repos/a/b/issues/1/comments?per_page=x", "", "query.per_page is no integer"),
            ("PUT", "/repos/a/b/issues/1/comments", "", "is not described"),
        ])
    func noticesEachKindOfMistake(method: String, target: String, body: String, problem: String) async throws {
        let server = try LoopbackServer { _ in LoopbackReply(204) }
        let client = HTTPClient(userAgent: "tests")
        var request = HTTPRequest(method, server.url + target)
        request.headers = [
            ("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28"),
            ("Content-Type", "application/json"),
        ]
        if !body.isEmpty { request.body = .bytes(Array(body.utf8)) }
        _ = try await client.send(request)
        let validator = try #require(OpenAPIValidator.shared)
        let problems = try validator.problems(of: #require(server.requests.first))
        #expect(problems.count == 1)
        #expect(problems.first?.contains(problem) == true, "\(problems)")
    }
}
