import Core
import GitHub
import Service
import Testing

/// Who may start a run with a label, and on which text.
@Suite struct LabelDecisionTests {
    @Test func aLabelOfSomebodyWithTheRoleStartsARunInTheirName() throws {
        let situation = Situation.labelled()
        let start = try #require(situation.starts.first)
        #expect(situation.acts.count == 1)
        #expect(start.issue.author == "ada" && start.role == "write")
        #expect(start.issue.title == "Posters" && start.issue.body == "A lighthouse")
        #expect(start.run.time == Situation.now)
    }

    /// A form sets its label for anybody who opens an issue.
    @Test func aStrangersLabelStartsNothingAndIsAnsweredOnce() {
        var situation = Situation.labelled(by: Situation.stranger, author: Situation.stranger)
        #expect(situation.starts.isEmpty)
        #expect(situation.said.count == 1 && situation.said[0].contains("@Mallory"))
        #expect(situation.said[0].contains("`write`"))
        situation.facts.told = [.refusal(of: "mallory")]
        #expect(situation.acts.isEmpty)
    }

    @Test func whoOpenedTheIssueDoesNotMatter() {
        let situation = Situation.labelled(by: Situation.stranger, author: Situation.ada)
        #expect(situation.starts.isEmpty)
    }

    @Test(arguments: [
        ("write", "write", true), ("maintain", "write", true), ("admin", "admin", true), ("triage", "read", false),
        ("read", "read", false), ("none", "none", false), ("designer", "write", true), ("designer", "read", false),
    ])
    func takesTheRoleThatGitHubGives(name: String, permission: String, mayStart: Bool) {
        var situation = Situation.labelled()
        situation.facts.roles["ada"] = RepositoryRole(name: name, permission: permission)
        #expect(situation.starts.isEmpty != mayStart)
    }

    @Test func aCustomRoleIsReachedByItselfAndByAdmins() {
        for (name, permission, mayStart) in [
            ("designer", "read", true), ("maintain", "write", false), ("admin", "admin", true),
        ] {
            var situation = Situation.labelled(rules: AccessRules(role: "designer"))
            situation.facts.roles["ada"] = RepositoryRole(name: name, permission: permission)
            #expect(situation.starts.isEmpty != mayStart, "\(name)")
        }
    }

    @Test func aPersonWhoseRoleIsNotKnownHasNone() {
        var situation = Situation.labelled()
        situation.facts.roles = [:]
        #expect(situation.starts.isEmpty && situation.said.count == 1)
    }

    @Test func aProgramIsTrustedByItsNumberAlone() throws {
        let untrusted = Situation.labelled(by: Situation.bot)
        #expect(untrusted.starts.isEmpty && untrusted.said.count == 1)
        let trusted = Situation.labelled(by: Situation.bot, rules: AccessRules(apps: [77]))
        #expect(trusted.starts.count == 1)
        let namesake = GitHubActor("helper[bot]", isBot: true, app: 78)
        #expect(Situation.labelled(by: namesake, rules: AccessRules(apps: [77])).starts.isEmpty)
        let withoutApp = GitHubActor("helper[bot]", isBot: true)
        #expect(Situation.labelled(by: withoutApp, rules: AccessRules(apps: [77])).starts.isEmpty)
        var asPerson = Situation.labelled(by: withoutApp)
        asPerson.facts.roles["helper[bot]"] = RepositoryRole(name: "admin", permission: "admin")
        #expect(asPerson.starts.isEmpty, "a role does not make a program a person")
    }

    @Test func aDeletedAccountOrAnUnknownOneStartsNothing() {
        let gone = Situation.labelled(by: nil)
        #expect(gone.starts.isEmpty && gone.said.count == 1 && gone.said[0].contains("is gone"))
        var unknown = Situation.labelled()
        unknown.facts.labelling = nil
        #expect(unknown.starts.isEmpty && unknown.said.count == 1)
        unknown.facts.told = [.label(event: 0)]
        #expect(unknown.acts.isEmpty)
    }

    @Test func aTextThatAStrangerMayHaveChangedSinceIsAskedAbout() {
        let later = Situation.now + .seconds(30)
        var changed = Situation.labelled(author: Situation.stranger, updatedAt: later)
        #expect(changed.starts.isEmpty && changed.said.count == 1)
        #expect(changed.said[0].contains("changed since"))
        changed.facts.told = [.label(event: 501)]
        #expect(changed.acts.isEmpty)
        #expect(Situation.labelled(author: nil, updatedAt: later).starts.isEmpty)
        #expect(Situation.labelled(author: Situation.stranger).starts.count == 1)
        #expect(
            Situation.labelled(author: Situation.stranger, updatedAt: Situation.now + .seconds(2)).starts.count == 1)
    }

    /// Whoever could start the run with the text as it is needs no second label.
    @Test func aTextThatItsLabellerOrAMaintainerWroteCountsAsItIs() {
        let later = Situation.now + .seconds(3600)
        #expect(Situation.labelled(updatedAt: later).starts.count == 1)
        var other = Situation.labelled(author: GitHubActor("bea"), updatedAt: later)
        other.facts.roles["bea"] = RepositoryRole(name: "admin", permission: "admin")
        #expect(other.starts.count == 1)
    }

    @Test func nothingStartsTwiceOrWhereNothingMay() {
        var answered = Situation.labelled()
        answered.facts.isLabelAnswered = true
        #expect(answered.acts.isEmpty)
        var closed = Situation.labelled(isOpen: false)
        closed.facts.labelling = nil
        #expect(closed.acts.isEmpty)
        var elsewhere = Situation.labelled().saying("/help")
        elsewhere.facts.isElsewhere = true
        #expect(elsewhere.acts.isEmpty)
        var unlabelled = Situation()
        unlabelled.facts.labelling = ThreadEvent(
            id: 1, kind: "labeled", label: "generate", actor: Situation.ada, at: Situation.now)
        #expect(unlabelled.acts.isEmpty)
        let request = Situation(labels: ["generate"], isPullRequest: true).saying("/help")
        #expect(request.acts.isEmpty)
    }

    /// Whoever labels a closed issue hears once what to do; a stranger there hears nothing.
    @Test func aLabelOnAClosedIssueIsAnsweredOnce() throws {
        var situation = Situation.labelled(isOpen: false)
        guard case .say(let marker, let text)? = situation.acts.first else {
            Testing.Issue.record("\(situation.acts)")
            return
        }
        #expect(situation.acts.count == 1 && situation.starts.isEmpty)
        #expect(text.contains("Open the issue again"))
        situation.facts.told = [marker]
        #expect(situation.acts.isEmpty)
        #expect(Situation.labelled(by: Situation.stranger, isOpen: false).acts.isEmpty)
        var old = Situation.labelled(isOpen: false)
        old.facts.labelling = ThreadEvent(
            id: 1, kind: "labeled", label: "generate", actor: Situation.ada, at: Situation.now + .seconds(-8 * 86_400))
        #expect(old.acts.isEmpty)
        var opened = Situation.labelled()
        opened.facts.told = [marker]
        #expect(opened.starts.count == 1)
    }

    /// The name is what keeps two readers of one label from making two runs.
    @Test func oneLabelNamesOneRun() throws {
        let first = try #require(Situation.labelled().starts.first)
        let second = try #require(Situation.labelled().starts.first)
        #expect(first.run == second.run)
        let shouted = RunStart.run(
            for: first.cause, at: first.at, of: .github(repository: "ACME/Posters", number: 12))
        #expect(shouted == first.run)
        let other = RunStart.run(for: .label(event: 502), at: first.at, of: first.issue.identity)
        #expect(other != first.run)
        #expect(RunStart.run(for: .comment(501), at: first.at, of: first.issue.identity) != first.run)
    }

    @Test func refusesNoMorePeopleThanItMayAnswer() {
        var situation = Situation.labelled(by: Situation.stranger)
        situation.facts.told = Set((0..<20).map { CommentMarker.refusal(of: "person\($0)") })
        #expect(situation.acts.isEmpty)
    }
}
