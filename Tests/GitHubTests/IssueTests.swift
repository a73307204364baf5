import Core
import GitHub
import HTTP
import TestSupport
import Testing

@Suite struct IssueTests {
    @Test func readsAnIssue() async throws {
        let fixture = try Fixture()
        let issue = try await fixture.tracker.issue(fixture.issue)
        #expect(
            issue
                == Core::Issue(
                    identity: fixture.issue, title: "Posters", body: "A lighthouse", labels: ["generate"],
                    author: "asker", url: "\(fixture.standIn.url)/acme/posters/issues/12", isOpen: true))
        let request = try #require(fixture.standIn.requests.first)
        #expect(request.header("Authorization") == "Bearer \(GitHubStandIn.token)")
        #expect(request.header("User-Agent") == "showrunner/tests")
    }

    @Test func listsOpenIssuesWithALabel() async throws {
        let fixture = try Fixture(
            issues: (1...120).map { StandInIssue($0, labels: ["generate"]) } + [
                StandInIssue(121, labels: ["generate"], isOpen: false), StandInIssue(122, labels: ["bug"]),
                StandInIssue(123, labels: ["generate"], isPullRequest: true),
            ])
        let found = try await fixture.tracker.openIssues(labelled: "generate", of: Fixture.name)
        #expect(Set(found) == Set((1...120).map { .github(repository: Fixture.name, number: $0) }))
        await #expect(throws: TrackerError.self) {
            try await fixture.tracker.openIssues(labelled: "generate", of: "../x")
        }
    }

    @Test func takesAnIssueWithoutTextForAnEmptyOne() async throws {
        let fixture = try Fixture(issues: [StandInIssue(12, body: nil, isOpen: false)])
        let issue = try await fixture.tracker.issue(fixture.issue)
        #expect(issue.body == "")
        #expect(!issue.isOpen)
    }

    @Test func followsAnIssueThatHasMoved() async throws {
        let fixture = try Fixture(issues: [
            StandInIssue(12, movedTo: "/repos/acme/posters/issues/3"), StandInIssue(3, title: "Here now"),
        ])
        #expect(try await fixture.tracker.issue(fixture.issue).title == "Here now")
    }

    @Test func refusesAPullRequest() async throws {
        let fixture = try Fixture(issues: [StandInIssue(12, isPullRequest: true)])
        await #expect(
            throws: TrackerError.refused(reason: "acme/posters#12 is a pull request; only an issue can hold a brief")
        ) { try await fixture.tracker.issue(fixture.issue) }
    }

    @Test func tellsADeletedIssueFromOneThatIsNotThere() async throws {
        let fixture = try Fixture(issues: [StandInIssue(12, isDeleted: true)])
        let deleted = await #expect(throws: TrackerError.self) { try await fixture.tracker.issue(fixture.issue) }
        let missing = await #expect(throws: TrackerError.self) {
            try await fixture.tracker.issue(.github(repository: Fixture.name, number: 99))
        }
        let texts = [deleted, missing].map { $0?.description ?? "" }
        #expect(texts[0].contains("acme/posters#12") && texts[0].contains("deleted"))
        #expect(texts[1].contains("acme/posters#99") && texts[1].contains("token may see"))
    }

    @Test func namesTheVariableWhereTheTokenIsRefused() async throws {
        let fixture = try Fixture(token: "revoked-token")
        let error = await #expect(throws: TrackerError.self) { try await fixture.tracker.issue(fixture.issue) }
        guard case .unauthorised(let hint) = error else {
            Testing::Issue.record("\(String(describing: error))")
            return
        }
        #expect(hint.contains("GITHUB_TOKEN"))
        #expect(!hint.contains("revoked-token"))
    }

    @Test func readsAPublicIssueWithoutAToken() async throws {
        let fixture = try Fixture(token: nil)
        #expect(try await fixture.tracker.issue(fixture.issue).title == "Posters")
        #expect(fixture.standIn.requests.first?.header("Authorization") == nil)
    }

    @Test func acceptsATokenThatEndsInALineBreak() async throws {
        let fixture = try Fixture(token: GitHubStandIn.token + "\n")
        #expect(try await fixture.tracker.issue(fixture.issue).title == "Posters")
    }

    @Test func refusesAFileWithoutAsking() async throws {
        let fixture = try Fixture()
        await #expect(throws: TrackerError.self) { try await fixture.tracker.issue(.file(path: "/issue.md")) }
        #expect(fixture.calls.isEmpty)
    }

    @Test func readsWhatADeliveryNeedsOfARepository() async throws {
        let fixture = try Fixture()
        let repository = try await fixture.tracker.repository(Fixture.name)
        #expect(
            repository
                == GitHubRepository(
                    name: Fixture.name, defaultBranch: "main",
                    cloneURL: "\(fixture.standIn.url)/git/acme/posters.git", isPrivate: false, mayPush: true))
        await #expect(throws: TrackerError.self) { try await fixture.tracker.repository("acme/../user") }
    }

    @Test func givesAnAddressThatCanBeClonedFrom() async throws {
        let folder = try TemporaryFolder()
        _ = try await Command("git", ["init", "-q", "--bare", folder.path("acme/posters.git")]).run()
        let fixture = try Fixture()
        let backend = GitHTTPBackend(root: folder.path)
        fixture.standIn.mount("/git") { request in await backend.answer(request, under: "/git") }
        let url = try await fixture.tracker.repository(Fixture.name).cloneURL
        #expect(try await Command("git", ["ls-remote", url]).run().status == 0)
        #expect(try await Command("git", ["ls-remote", url + ".gone"]).run().status != 0)
    }

    @Test func addsAndRemovesLabelsOfAnyName() async throws {
        let fixture = try Fixture()
        try await fixture.tracker.addLabels(["in work/♥ 50%"], to: fixture.issue)
        #expect(fixture.standIn.issue(12, in: Fixture.name)?.labels == ["generate", "in work/♥ 50%"])
        try await fixture.tracker.removeLabel("in work/♥ 50%", from: fixture.issue)
        try await fixture.tracker.removeLabel("never there", from: fixture.issue)
        #expect(fixture.standIn.issue(12, in: Fixture.name)?.labels == ["generate"])
        await #expect(throws: TrackerError.self) {
            try await fixture.tracker.removeLabel("x", from: .github(repository: Fixture.name, number: 99))
        }
    }
}
