import Core
import Engine
import GitHub
import Service
import Testing

/// What becomes of commands, and of whom they come from.
@Suite struct CommandDecisionTests {
    private let waiting: Situation

    init() throws { waiting = try Situation().running([Situation.approval]) }

    // MARK: Who

    @Test func aCommandBecomesOneLetterUnderAKeyOfItsOwn() throws {
        let acts = waiting.saying("/approve").acts
        #expect(acts.count == 4)
        guard case .react(.eyes, to: 901)? = acts.first, case .deliver(let letter, let run, let key) = acts[1],
            case .react(.thumbsUp, to: 901) = acts[2], case .remember(comment: 901, _) = acts[3]
        else {
            Testing.Issue.record("\(acts)")
            return
        }
        #expect(run == Situation.runID && key == "comment/901/1")
        let decider = Decider(source: .comment, login: "ada", role: "write")
        #expect(
            letter
                == .decision(
                    Decision(gate: "approval/deliver", kind: .approve, by: decider, shown: "0123456789abcdef")))
    }

    @Test func aStrangerIsAnsweredPolitelyAndOnce() {
        let asked = waiting.saying("/approve", by: Situation.stranger).saying(
            "/cancel", by: Situation.stranger, id: 902)
        #expect(asked.letters.isEmpty)
        #expect(asked.said.count == 1 && asked.said[0].hasPrefix("Thank you, @Mallory"))
        #expect(asked.reactions == [.confused])
        #expect(asked.acts.count { if case .remember = $0 { true } else { false } } == 2)
        var again = asked
        again.facts.told = [.refusal(of: "Mallory")]
        #expect(again.said.isEmpty && again.reactions.isEmpty && again.letters.isEmpty)
    }

    @Test(arguments: [
        Situation.bot, GitHubActor("admin[bot]", isBot: true), GitHubActor("ada", isBot: true, app: 5), nil,
    ])
    func programsAndDeletedAccountsAreHeardInSilence(author: GitHubActor?) {
        let situation = waiting.saying("/approve", by: author)
        #expect(situation.acts == [.remember(comment: 901, updatedAt: Situation.now)])
    }

    @Test func aTrustedProgramDecidesAsAnApp() {
        var situation = waiting.saying("/approve", by: Situation.bot)
        situation.facts.rules = AccessRules(apps: [77])
        #expect(situation.decisions.first?.by.role == "app")
    }

    @Test func itsOwnCommentsSayNothing() {
        let situation = waiting.saying("<!-- showrunner:answer:1 -->\n/approve", isOwn: true)
        #expect(situation.letters.isEmpty && situation.said.isEmpty && situation.reactions.isEmpty)
    }

    /// Anybody can write the marker; it hides nothing but itself.
    @Test func aForgedMarkerChangesNothing() {
        let text = "<!-- showrunner:run:\(Situation.runID) -->\n/approve"
        #expect(waiting.saying(text, by: Situation.stranger).letters.isEmpty)
        #expect(waiting.saying(text, by: Situation.stranger).said.count == 1)
        #expect(waiting.saying(text).letters.count == 1)
    }

    @Test func theAuthorOfAnIssueMayAskAndNotDecide() throws {
        let own = try Situation(author: Situation.stranger).running([Situation.approval])
        let asked = own.saying("/status", by: Situation.stranger)
        #expect(asked.said.first?.contains("waiting") == true && asked.reactions == [.eyes, .thumbsUp])
        #expect(own.saying("/status\n/approve", by: Situation.stranger).letters.isEmpty)
        var often = asked
        often.facts.told = Set((0..<20).map { .answer(to: $0) })
        #expect(often.said.allSatisfy { $0.hasPrefix("Thank you") })
    }

    @Test func anEditedCommentIsNotObeyedAgain() {
        let situation = waiting.saying("/approve", wasReadBefore: true)
        #expect(situation.letters.isEmpty && situation.reactions == [.confused])
        #expect(situation.said.first?.contains("new comment") == true)
        #expect(waiting.saying("thanks", wasReadBefore: true).said.isEmpty)
    }

    @Test func aCommentThatIsYearsOldStartsNothing() {
        let long = Situation.now + .seconds(-8 * 86_400)
        let old = Situation().saying("/help", at: long)
        #expect(old.said.isEmpty && old.reactions.isEmpty)
        #expect(waiting.saying("/help", at: long).said.count == 1, "what is ours is answered")
        #expect(waiting.saying("/approve\n/cancel\n/budget 5\n/pick 01 1", at: long).letters.isEmpty)
    }

    // MARK: Decisions

    @Test func decidesWhatWasShownOrWhatIsOpen() {
        #expect(waiting.saying("/approve 012345").decisions.count == 1)
        let other = waiting.saying("/approve ffffff")
        #expect(other.decisions.isEmpty && other.reactions.last == .confused)
        #expect(other.said.first?.contains("0123456789abcdef") == true)
        #expect(waiting.saying("/reject").decisions.first?.kind == .reject)
        let wrong = waiting.saying("/accept")
        #expect(wrong.decisions.isEmpty && wrong.said.first?.contains("/approve") == true)
    }

    @Test func aGateThatOpenedAfterTheCommentIsNotDecidedByIt() {
        let early = Situation.now + .seconds(-120)
        #expect(waiting.saying("/approve", at: early).decisions.isEmpty)
        #expect(waiting.saying("/approve", at: early).said.first?.contains("opened after") == true)
        #expect(waiting.saying("/approve 0123456789abcdef", at: early).decisions.count == 1, "it names what was shown")
        let long = Situation.now + .seconds(-7200)
        #expect(waiting.saying("/cancel", at: long).letters.isEmpty, "that was about another run")
        #expect(waiting.saying("/budget 9", at: long).letters.isEmpty)
    }

    @Test func severalGatesAreToldApartByTheirHashes() throws {
        let review = Situation.gate(
            "humanReview/draw/01", .humanReview, [.approve, .revise, .reject, .accept, .supply, .end],
            shown: "fedcba9876543210", task: "draw/01")
        let both = try Situation().running([Situation.approval, review])
        #expect(both.saying("/approve").decisions.isEmpty)
        #expect(both.saying("/approve").said.first?.contains("fedcba9876543210") == true)
        #expect(both.saying("/approve fedcba").decisions.first?.gate == "humanReview/draw/01")
        #expect(both.saying("/accept").decisions.first?.gate == "humanReview/draw/01", "only one takes it")
        #expect(both.saying("/retry").decisions.map(\.gate) == ["humanReview/draw/01"])
        #expect(both.saying("/retry 01").decisions.count == 1)
        #expect(both.saying("/retry 02").decisions.isEmpty)
        #expect(both.saying("/approve fedcba\n/approve 012345").decisions.count == 2)
    }

    @Test func oneCommentDecidesAGateOnce() {
        let twice = waiting.saying("/reject 01\n/approve")
        #expect(twice.decisions.map(\.kind) == [.reject])
        #expect(twice.reactions.last == .confused)
    }

    @Test func aRevisionMayNameAssets() {
        let one = waiting.saying("/revise 02: less fog\nand more sea").decisions.first
        #expect(one?.assets == [AssetKey("02")] && one?.notes == "less fog and more sea")
        let all = waiting.saying("/revise the colours: less red").decisions.first
        #expect(all?.assets == [] && all?.notes == "the colours: less red")
        let unknown = waiting.saying("/reject 03")
        #expect(unknown.decisions.isEmpty && unknown.said.first?.contains("no asset") == true)
    }

    @Test func noOneApprovesTheirOwnSpendingWhereTheSettingsSaySo() throws {
        let own = try Situation().running([Situation.approval], author: "Ada", mayApproveOwn: false)
        #expect(own.saying("/approve").letters.isEmpty)
        #expect(own.saying("/budget 9").letters.isEmpty)
        #expect(own.saying("/approve").said.first?.contains("another person") == true)
        #expect(own.saying("/cancel").letters.count == 1, "that spends nothing")
        var other = own
        other.facts.roles["bea"] = RepositoryRole(name: "write", permission: "write")
        #expect(other.saying("/approve", by: GitHubActor("bea")).letters.count == 1)
    }

    @Test func moneyIsSetAndRunsAreEnded() {
        #expect(
            waiting.saying("/budget 2.50").letters
                == [.budget(MicroDollars(2_500_000), by: Decider(source: .comment, login: "ada", role: "write"))])
        guard case .cancel(let reason, _)? = waiting.saying("/cancel the wrong ship").letters.first else {
            Testing.Issue.record("no letter")
            return
        }
        #expect(reason == "the wrong ship")
    }

    // MARK: What there is nothing to decide about

    @Test func saysSoWhereThereIsNoRunOrItHasEnded() throws {
        for word in ["/approve", "/cancel", "/budget 3", "/retry", "/pick 01 1", "/regenerate 01"] {
            let none = Situation().saying(word)
            #expect(none.letters.isEmpty && none.reactions.last == .confused, "\(word)")
            #expect(none.said.first?.contains("no run") == true, "\(word)")
        }
        let ended = try Situation().running(status: .succeeded).saying("/approve")
        #expect(ended.letters.isEmpty && ended.said.first?.contains("has ended") == true)
        let busy = try Situation().running(status: .running).saying("/approve")
        #expect(busy.letters.isEmpty && busy.said.first?.contains("waits for no decision") == true)
    }

    @Test func anEndedRunIsTriedAgainInTheNameOfWhoeverAsks() throws {
        let failed = try Situation().running(status: .failed)
        let start = try #require(failed.saying("/retry").starts.first)
        #expect(start.cause == .comment(901) && start.issue.author == "ada")
        #expect(failed.saying("/retry", at: Situation.now + .seconds(-120)).starts.isEmpty, "that was before it ended")
        #expect(try Situation(isOpen: false).running(status: .failed).saying("/retry").starts.isEmpty)
        #expect(try Situation().running(status: .succeeded).saying("/retry").starts.isEmpty)
        #expect(failed.saying("/retry", by: Situation.stranger).starts.isEmpty)
    }

    @Test func answersWhatIsAsked() throws {
        let help = waiting.saying("/help")
        for name in CommentCommand.Name.allCases { #expect(help.said.first?.contains("`\(name.usage)`") == true) }
        #expect(help.said.first?.split(separator: "\n").allSatisfy { !$0.hasPrefix("/") } == true)
        #expect(waiting.saying("/status").said.first?.contains("approval/deliver") == true)
        guard case .sayPlan(.answer(to: 901), _)? = waiting.saying("/plan").acts.dropFirst().first else {
            Testing.Issue.record("no plan")
            return
        }
        let typo = waiting.saying("/aprove")
        #expect(typo.said.first?.contains("`/approve [HASH]`") == true && typo.reactions.last == .confused)
    }

    @Test func whatIsRightIsDoneThoughTheRestIsNot() {
        let mixed = waiting.saying("/budget 5\n/aprove\n/pick 01")
        #expect(mixed.letters.count == 1 && mixed.said.count == 1 && mixed.reactions.last == .confused)
    }

    /// Foreign words come back harmless, or not at all.
    @Test func whatPeopleWroteIsEscapedInAnswers() {
        let text = waiting.saying("/reject @everyone<img/src=x> ![](http://evil.example/x.png)").said.first ?? ""
        #expect(!text.contains("![") && !text.contains("\n/") && !text.isEmpty)
        #expect(text.contains("`@everyone<img/src=x>`"), "in code type a mention reaches nobody")
    }

    /// The comment of a run came along with an issue that was transferred in the middle of it.
    @Test(arguments: ["/approve", "/retry", "/status"])
    func aRunThatWasBegunElsewhereIsNamed(command: String) throws {
        let run = try #require(RunID("run_01kahxyzabcdefghjkmnpqrstv"))
        var situation = Situation().saying(command)
        situation.facts.told = [.run(run)]
        let text = situation.acts.compactMap { if case .say(_, let text) = $0 { text } else { nil } }.joined()
        #expect(text.contains("`bot approve \(run)`") && text.contains("set it again"), "\(text)")
    }
}
