import Content
import Core
import TestSupport
import Testing

/// What the delivery of a run makes of the answers about its pull request.
@Suite struct PullRequestDeskTests {
    private var bench: AgentBench

    init() async throws {
        bench = try AgentBench(count: 1)
        try await bench.make("01", bytes: [1])
    }

    private struct Pushed: DeliveryTarget {
        var address: String? = "https://github.com/octo/assets.git"

        func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade {
            DeliveryMade(branch: "showrunner/issue-12", commit: "0123456789ab", pushedTo: address, folder: nil)
        }
    }

    private struct Host: PullRequestHost {
        let answer: Result<PullRequest, TrackerError>

        func offer(_ offer: PullRequestOffer) async throws(TrackerError) -> PullRequest { try answer.get() }
        func pullRequest(
            _ marker: CommentMarker, of branch: String, in repository: String
        ) async throws(TrackerError) -> PullRequest? { nil }
        func rewrite(_ request: PullRequest, as body: String, marker: CommentMarker) async throws(TrackerError) {}
        func markReady(_ request: PullRequest) async throws(TrackerError) {}
    }

    private func request(isDraft: Bool = true, isOpen: Bool = true, isOwn: Bool = true) -> PullRequest {
        PullRequest(
            repository: "octo/assets", number: 13, url: "https://github.com/octo/assets/pull/13", node: "PR", body: "",
            isDraft: isDraft, isOpen: isOpen, isOwn: isOwn)
    }

    private func perform(
        _ answer: Result<PullRequest, TrackerError>, tryNumber: Int = 1, to target: Pushed = Pushed()
    ) async -> AgentAnswer {
        let terms = PullRequestDesk.Terms(repository: "octo/assets", issue: 12, isDraft: true, closes: false)
        let desk = PullRequestDesk(host: Host(answer: answer), terms: terms, links: .none)
        return await DeliverAgent(target: target, assets: bench.assets, desk: desk).perform(
            bench.order("deliver", uses: "deliver", tryNumber: tryNumber, retry: RetryPolicy(tries: 3)),
            signals: NoSignals())
    }

    private func delivery(_ answer: AgentAnswer) throws -> DeliveryMade {
        try #require(answer.records.compactMap { DeliveryMade($0) }.first)
    }

    @Test(arguments: [
        (TrackerError.unreachable(reason: "503"), nil as Duration?),
        (.throttled(after: .seconds(90)), .seconds(90)),
        (.unauthorised(hint: "Set a new token."), nil),
    ])
    func asksAgainWhereThatMayHelpAndGoesOnWithoutInTheEnd(error: TrackerError, delay: Duration?) async throws {
        #expect(await perform(.failure(error)).failure?.kind == .transient(after: delay))
        let last = try delivery(await perform(.failure(error), tryNumber: 3))
        #expect(last.pullRequest == nil)
        #expect(last.branch == "showrunner/issue-12")
        #expect(last.note?.contains("There is no pull request") == true)
    }

    @Test(arguments: [
        TrackerError.forbidden(reason: "no", hint: "Do this."), .notFound(what: "It", hint: "Do this."),
        .refused(reason: "Do this"),
    ])
    func noRefusalFailsTheDelivery(error: TrackerError) async throws {
        let made = try delivery(await perform(.failure(error)))
        #expect(made.pullRequest == nil && made.commit == "0123456789ab")
        #expect(made.note?.contains("Do this.") == true)
    }

    @Test func saysWhatIsOtherwiseThanWanted() async throws {
        let plain = try delivery(await perform(.success(request())))
        #expect(plain.note == nil)
        for (answer, words) in [
            (request(isOwn: false), "somebody else"), (request(isOpen: false), "was closed"),
            (request(isDraft: false), "is no draft"),
        ] {
            let made = try delivery(await perform(.success(answer)))
            #expect(made.pullRequest == "https://github.com/octo/assets/pull/13")
            #expect(made.note?.contains(words) == true)
        }
    }

    /// With `--git` a delivery may go anywhere.
    @Test(arguments: [
        (nil as String?, false), ("https://github.com/octo/other.git", false), ("https://x.org/not-octo/assets", false),
        ("git@github.com:octo/assets.git", true), ("https://github.com/Octo/Assets/", true),
    ])
    func offersOnlyWhatWasPushedToTheIssuesRepository(address: String?, isOffered: Bool) async throws {
        let made = try delivery(await perform(.success(request()), to: Pushed(address: address)))
        #expect((made.pullRequest != nil) == isOffered)
        #expect(made.note == nil)
    }

    @Test func theRecordKeepsTheNote() {
        let made = DeliveryMade(branch: "b", commit: "c", pushedTo: "p", folder: nil, pullRequest: "u", note: "n")
        #expect(DeliveryMade(made.record) == made)
    }
}
