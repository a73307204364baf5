import Core
import Engine
import GitHub

/// Decides what an issue asks for: a pure reading of what is known of it.
package struct AttentionDecider: Sendable {
    private let facts: AttentionFacts

    /// How much longer than the label an issue's last change may be ago and still be taken for it: GitHub counts in seconds.
    static let labelTolerance = Duration.seconds(2)
    /// How far the clocks of GitHub and of this host may be apart.
    static let clockTolerance = Duration.seconds(5)
    /// Comments older than this are not answered on issues that the bot has nothing to do with, as when it first looks at a
    /// repository that is years old.
    static let oldest = Duration.seconds(7 * 86_400)
    /// How many people are refused on one issue, and how many questions of its author are answered, each with a comment.
    static let mostAnswers = 20

    package init(_ facts: AttentionFacts) { self.facts = facts }

    package static func acts(for facts: AttentionFacts) -> [AttentionAct] { AttentionDecider(facts).acts }

    private var acts: [AttentionAct] {
        guard !facts.thread.isPullRequest, !facts.isElsewhere else { return [] }
        var refused = Set(facts.told.filter(\.isRefusal))
        return labelActs(&refused) + pressActs(&refused) + facts.unread.flatMap { acts(about: $0, &refused) }
    }

    // MARK: The label

    private func labelActs(_ refused: inout Set<CommentMarker>) -> [AttentionAct] {
        guard facts.bearsLabel, !facts.isLabelAnswered else { return [] }
        guard facts.thread.issue.isOpen else { return closedActs }
        guard let labelling = facts.labelling else {
            return told(.label(event: 0), AttentionWords.unknownLabelling(facts))
        }
        let marker = CommentMarker.label(event: labelling.id)
        guard let actor = labelling.actor else { return told(marker, AttentionWords.goneLabeller(facts)) }
        switch facts.standing(of: actor) {
        case .foreignProgram: return told(marker, AttentionWords.foreignLabeller(actor, facts))
        case .refused:
            return refusal(of: actor, AttentionWords.refusedLabel(actor, facts), &refused)
        case .allowed(let role):
            guard isFrozen(since: labelling, by: actor) else {
                return told(marker, AttentionWords.changedSinceLabel(facts))
            }
            return [
                .start(
                    RunStart(
                        cause: .label(event: labelling.id), at: labelling.at, issue: facts.thread.issue,
                        by: actor.login, role: role))
            ]
        }
    }

    /// Whoever could start a run and labels a closed issue is told what is missing, once.
    private var closedActs: [AttentionAct] {
        guard let labelling = facts.labelling, let actor = labelling.actor, facts.standing(of: actor).isAllowed,
            labelling.at + Self.oldest > facts.now
        else { return [] }
        return told(.label(event: labelling.id), AttentionWords.closedIssue(facts))
    }

    /// Whether the text is the one that the label was set on.
    ///
    /// GitHub does not tell who edited a body and when, only that something has changed. Of an author who could start the run
    /// the text as it is counts; of anybody else only one that nothing has happened to since.
    private func isFrozen(since labelling: ThreadEvent, by actor: GitHubActor) -> Bool {
        if let author = facts.thread.author,
            author.login.lowercased() == actor.login.lowercased() || facts.standing(of: author).isAllowed
        {
            return true
        }
        return facts.thread.updatedAt <= labelling.at + Self.labelTolerance
    }

    private func told(_ marker: CommentMarker, _ text: String) -> [AttentionAct] {
        facts.told.contains(marker) ? [] : [.say(marker, text)]
    }

    private func refusal(
        of actor: GitHubActor, _ text: String, _ refused: inout Set<CommentMarker>
    ) -> [AttentionAct] {
        let marker = CommentMarker.refusal(of: actor.login)
        guard !refused.contains(marker), refused.count < Self.mostAnswers else { return [] }
        refused.insert(marker)
        return [.say(marker, text)]
    }

    // MARK: A button

    /// One that is pressed twice is pressed once.
    private func pressActs(_ refused: inout Set<CommentMarker>) -> [AttentionAct] {
        var acts: [AttentionAct] = []
        var taken: Set<RunID?> = []
        for unread in facts.presses {
            let done = AttentionAct.rememberPress(delivery: unread.guid)
            let person = GitHubActor(unread.press.login)
            guard unread.press.identifier == CheckReport.Action.retryFailed.identifier else {
                acts.append(done)
                continue
            }
            switch facts.standing(of: person) {
            case .foreignProgram: acts.append(done)
            case .refused: acts += refusal(of: person, AttentionWords.refusedCommand(person, facts), &refused) + [done]
            case .allowed(let role):
                guard taken.insert(unread.press.run ?? facts.run?.id).inserted else {
                    acts.append(done)
                    continue
                }
                var desk = CommandDesk(
                    facts, asked: CommandDesk.Asked(unread),
                    by: Decider(source: .comment, login: person.login, role: role))
                desk.retry(of: unread.press.run)
                acts += desk.finished(to: person)
            }
        }
        return acts
    }

    // MARK: A comment

    private func acts(about unread: UnreadComment, _ refused: inout Set<CommentMarker>) -> [AttentionAct] {
        let comment = unread.comment
        let done = AttentionAct.remember(comment: comment.id, updatedAt: comment.updatedAt)
        guard !comment.isOwn, !unread.reading.isEmpty, let author = comment.author,
            facts.bearsLabel || facts.run != nil || comment.createdAt + Self.oldest > facts.now
        else { return [done] }
        let marker = CommentMarker.answer(to: comment.id)
        switch facts.standing(of: author) {
        case .foreignProgram: return [done]
        case .refused(let role):
            let isAuthor = author.login.lowercased() == facts.thread.author?.login.lowercased()
            let onlyAsks = unread.reading.faults.isEmpty && unread.reading.commands.allSatisfy(\.onlyAsks)
            if isAuthor, onlyAsks, !unread.wasReadBefore, facts.told.count(where: \.isAnswer) < Self.mostAnswers {
                return answer(unread, author, role)
            }
            let refusal = refusal(of: author, AttentionWords.refusedCommand(author, facts), &refused)
            return refusal + (refusal.isEmpty ? [] : [.react(.confused, to: comment.id)]) + [done]
        case .allowed(let role):
            if unread.wasReadBefore {
                return [.say(marker, AttentionWords.edited(author)), .react(.confused, to: comment.id), done]
            }
            return answer(unread, author, role)
        }
    }

    private func answer(_ unread: UnreadComment, _ author: GitHubActor, _ role: String) -> [AttentionAct] {
        let comment = unread.comment
        var desk = CommandDesk(
            facts, asked: CommandDesk.Asked(comment), by: Decider(source: .comment, login: author.login, role: role))
        for item in unread.reading.items { desk.take(item) }
        return [.react(.eyes, to: comment.id)] + desk.finished(to: author)
    }
}
