import Core
import Foundation
import Store
import Testing

@testable import Service

@Suite struct DeliveryTests {
    private func delivery(_ event: String, _ json: String) throws(DeliveryFlaw) -> Delivery {
        try Delivery(guid: "72d3162e", event: WebhookEvent(event), body: Array(json.utf8))
    }

    private func place(_ issue: Int) -> AttentionPlace { AttentionPlace(repository: "octo/assets", issue: issue) }

    @Test(.enabled(if: DeliveryFixtures.areThere, "the shared folder with GitHub's payloads is missing"))
    func publishedPayloadsAreReadAsTheyAre() throws {
        #expect(DeliveryFixtures.names.count == 40)
        for name in DeliveryFixtures.names {
            let json = try DeliveryFixtures.json(name)
            let event = DeliveryFixtures.event(of: name)
            let found = try Delivery(
                guid: "72d3162e", event: WebhookEvent(event), body: try DeliveryFixtures.bytes(name))
            #expect(found.event.name == event)
            #expect(found.action == json["action"]?.string, "\(name)")
            #expect(found.repository == json["repository"]?["full_name"]?.string, "\(name)")
            #expect(found.issue == json["issue"]?["number"]?.integer, "\(name)")
            #expect(found.isPullRequest == (json["issue"]?["pull_request"]?.object != nil), "\(name)")
            #expect(found.sender?.id == json["sender"]?["id"]?.integer, "\(name)")
            #expect(found.sender?.login == json["sender"]?["login"]?.string, "\(name)")
            #expect(found.sender?.isBot ?? false == (json["sender"]?["type"] == "Bot"), "\(name)")
            #expect(found.installation == json["installation"]?["id"]?.integer, "\(name)")
            #expect(found.label == json["label"]?["name"]?.string, "\(name)")
            #expect(found.request == json["requested_action"]?["identifier"]?.string, "\(name)")
            let branch =
                json["pull_request"]?["head"]?["ref"]?.string
                ?? json["check_run"]?["check_suite"]?["head_branch"]?.string
            #expect(found.branch == branch, "\(name)")
            let repositories = (json["repositories"] ?? json["repositories_added"])?.array ?? []
            #expect(found.repositories == repositories.compactMap { $0["full_name"]?.string }, "\(name)")
        }
    }

    @Test(.enabled(if: DeliveryFixtures.areThere, "the shared folder with GitHub's payloads is missing"))
    func publishedPayloadsCallForALookWhereTheyShould() throws {
        var places: [String: [AttentionPlace]] = [:]
        for name in DeliveryFixtures.names {
            let event = WebhookEvent(DeliveryFixtures.event(of: name))
            places[name] = try Delivery(guid: "g", event: event, body: try DeliveryFixtures.bytes(name)).attention
        }
        let issue = [AttentionPlace(repository: "Codertocat/Hello-World", issue: 1)]
        #expect(places["issues/labeled.payload.json"] == issue)
        #expect(places["issues/edited.payload.json"] == issue)
        #expect(places["issue_comment/created.payload.json"] == issue)
        #expect(places["issue_comment/edited.payload.json"] == issue)
        // What was milestoned is a pull request.
        #expect(places["issues/milestoned.payload.json"] == [])
        #expect(places["ping/payload.json"] == [])
        #expect(places["label/created.payload.json"] == [])
        #expect(places["pull_request/closed.payload.json"] == [], "of a branch that is none of ours")
        #expect(places["installation/deleted.payload.json"] == [])
        #expect(places["installation/suspend.payload.json"] == [])
        #expect(places["installation/created.payload.json"]?.allSatisfy { $0.issue == 0 } == true)
        #expect(places["installation_repositories/added.payload.json"]?.isEmpty == false)
    }

    @Test func whoSentItDoesNotDecideWhetherTheIssueIsLookedAt() throws {
        // A stranger, a bot, and somebody whose account is gone: who may do what is found out from the issue itself.
        for sender in [
            #"{"id":5,"login":"stranger","type":"User"}"#, #"{"id":6,"login":"helper[bot]","type":"Bot"}"#, "null",
        ] {
            let found = try delivery(
                "issue_comment",
                """
                {"action":"created","issue":{"number":12,"state":"closed"},"repository":{"full_name":"octo/assets"},\
                "sender":\(sender)}
                """)
            #expect(found.attention == [place(12)])
        }
        let bot = try delivery(
            "issues",
            #"{"issue":{"number":1},"repository":{"full_name":"a/b"},"sender":{"id":6,"login":"User","type":"Bot"}}"#)
        #expect(bot.sender == Delivery.Sender(id: 6, login: "User", isBot: true))
        let named = try delivery(
            "issues",
            #"{"issue":{"number":1},"repository":{"full_name":"a/b"},"sender":{"id":7,"login":"a[bot]","type":"User"}}"#
        )
        #expect(named.sender?.isBot == false, "a name is no proof")
    }

    @Test func whatTheBotItselfWritesCallsForNoLook() throws {
        func comment(_ body: String) throws -> [AttentionPlace] {
            try delivery(
                "issue_comment",
                #"{"comment":{"body":"\#(body)"},"issue":{"number":12},"repository":{"full_name":"octo/assets"}}"#
            ).attention
        }
        #expect(try comment(#"<!-- showrunner:run:x -->\nOn its way"#) == [])
        #expect(try comment(#"\u003c!-- showrunner:run:x --\u003e\nOn its way"#) == [])
        #expect(try comment(#"/approve <!-- showrunner:run:x -->"#) == [place(12)], "it has to stand at the beginning")
        #expect(try comment("<!-- showrunner") == [place(12)])
        #expect(try comment(String(repeating: "long ", count: 20_000)) == [place(12)])
        func label(_ name: String) throws -> [AttentionPlace] {
            try delivery(
                "issues",
                #"{"label":{"name":"\#(name)"},"issue":{"number":12},"repository":{"full_name":"octo/assets"}}"#
            ).attention
        }
        #expect(try label("showrunner:running") == [])
        #expect(try label("generate") == [place(12)])
    }

    @Test(arguments: [
        ("showrunner/issue-12", 12), ("issue-12", 12), ("a/b/issue-3", 3), ("main", nil), ("issue-", nil),
        ("issue-0", nil), ("issue--1", nil), ("issue-12/x", nil), ("issue-99999999999999999999", nil),
    ])
    func branchesOfOursLeadToTheirIssue(branch: String, issue: Int?) throws {
        let places = issue.map { [place($0)] } ?? []
        let pull = try delivery(
            "pull_request",
            """
            {"action":"closed","pull_request":{"head":{"ref":"\(branch)"}},"repository":{"full_name":"octo/assets"}}
            """)
        #expect(pull.attention == places)
        let check = try delivery(
            "check_run",
            """
            {"action":"requested_action","requested_action":{"identifier":"rerun"},"repository":\
            {"full_name":"octo/assets"},"check_run":{"check_suite":{"head_branch":"\(branch)"}}}
            """)
        #expect(check.attention == places)
        #expect(check.request == "rerun")
    }

    /// All that is needed to act on a button stands in the delivery alone, and is kept.
    @Test func keepsWhoPressedWhichButtonOfWhichRun() throws {
        let run = "run_" + String(repeating: "0", count: 26)
        func row(action: String = "requested_action", id: String, type: String) throws -> DeliveryRow {
            let delivery = try delivery(
                "check_run",
                """
                {"action":"\(action)","requested_action":{"identifier":"retry_failed"},"repository":\
                {"full_name":"octo/assets"},"sender":{"id":7,"login":"ada","type":"\(type)"},"check_run":\
                {"external_id":"\(id)","check_suite":{"head_branch":"showrunner/issue-12"}}}
                """)
            return delivery.row(receivedAt: Timestamp(milliseconds: 1), attention: delivery.attention)
        }
        let kept = try row(id: run, type: "User")
        #expect(kept.issue == 12)
        let press = try #require(kept.request.flatMap { ButtonPress($0) })
        #expect(press == ButtonPress(identifier: "retry_failed", run: RunID(run), login: "ada"))
        for other in try [
            row(id: run, type: "Bot"), row(id: "another's", type: "User"),
            row(action: "rerequested", id: run, type: "Bot"), row(action: "completed", id: run, type: "User"),
        ] {
            #expect(other.request.flatMap { ButtonPress($0) } == nil)
        }
    }

    /// GitHub's own buttons: 're-run' of a check, and of all checks of a commit, which name no run.
    @Test func gitHubsOwnButtonsMeanTheSame() throws {
        let run = "run_" + String(repeating: "0", count: 26)
        func row(_ event: String, _ about: String, action: String = "rerequested", type: String = "User") throws
            -> DeliveryRow
        {
            let delivery = try delivery(
                event,
                """
                {"action":"\(action)",\(about),"repository":{"full_name":"octo/assets"},\
                "sender":{"id":7,"login":"ada","type":"\(type)"}}
                """)
            return delivery.row(receivedAt: Timestamp(milliseconds: 1), attention: delivery.attention)
        }
        let suite = #""check_suite":{"head_branch":"showrunner/issue-12"}"#
        let check = try row("check_run", #""check_run":{"external_id":"\#(run)",\#(suite)}"#)
        #expect(check.attention == [place(12)] && check.issue == 12)
        #expect(
            check.request.flatMap { ButtonPress($0) }
                == ButtonPress(identifier: "retry_failed", run: RunID(run), login: "ada"))
        let all = try row("check_suite", suite)
        #expect(all.attention == [place(12)] && all.issue == 12)
        #expect(
            all.request.flatMap { ButtonPress($0) } == ButtonPress(identifier: "retry_failed", run: nil, login: "ada"))
        #expect(try row("check_suite", suite, type: "Bot").request == nil)
        #expect(try row("check_suite", suite, action: "completed").attention == [])
        #expect(try row("check_suite", #""check_suite":{"head_branch":"main"}"#).attention == [])
    }

    @Test(arguments: ["", "retry_failed", "retry_failed run_x ada", "a b c d", "retry_failed  ada"])
    func takesNothingElseForAButton(text: String) { #expect(ButtonPress(text) == nil) }

    @Test func hostileNamesOfRepositoriesAreNotKept() throws {
        for name in ["../../etc/passwd", "a/b/c", "a b/c", "", "a/", "é/b", "a/..", "a/b\\n"] {
            #expect(throws: DeliveryFlaw.unusable(field: "repository.full_name")) {
                try delivery("issues", #"{"issue":{"number":1},"repository":{"full_name":"\#(name)"}}"#)
            }
        }
        let installed = try delivery(
            "installation_repositories",
            #"{"action":"added","repositories_added":[{"full_name":"../x"},{"full_name":"octo/assets"}]}"#)
        #expect(installed.attention == [place(0)])
    }

    @Test(arguments: [
        #"{}"#, #"{"issue":null}"#, #"{"issue":{"number":"1"}}"#, #"{"issue":{"number":1.5}}"#,
        #"{"issue":{"number":1e2}}"#, #"{"issue":{"number":-1}}"#, #"{"issue":{"number":0}}"#, #"{"issue":[1]}"#,
        #"{"issue":{"number":99999999999999999999}}"#, #"[]"#, #""issue""#, #"1"#, #"null"#,
    ])
    func issueEventWithoutAnIssueIsUnusable(text: String) {
        let json = text.hasPrefix("{") ? #"{"repository":{"full_name":"a/b"},"# + text.dropFirst() : text
        let whole = json.replacingOccurrences(of: ",}", with: "}")
        #expect(throws: DeliveryFlaw.self) { try delivery("issues", whole) }
    }

    @Test func unknownEventsAndActionsAreNoMistake() throws {
        #expect(try delivery("discussion", "{}").attention == [])
        let odd = try delivery(
            "issues", #"{"action":"teleported","issue":{"number":1},"repository":{"full_name":"octo/assets"}}"#)
        #expect(odd.attention == [place(1)])
    }
}
