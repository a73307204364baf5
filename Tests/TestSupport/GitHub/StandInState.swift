import Core

/// Everything that the stand-in remembers; one lock guards it.
struct StandInState: Sendable {
    var accounts: [String: StandInAccount]
    var repositories: [String: StandInRepository] = [:]
    var failures: [StandInFailure] = []
    /// The App that may sign in, if there is one.
    var app: StandInApp?
    var nextComment = 1001
    private var nextEvent = 5000

    private let time: @Sendable () -> Timestamp

    init(accounts: [String: StandInAccount], time: @escaping @Sendable () -> Timestamp) {
        self.accounts = accounts
        self.time = time
    }

    var now: Timestamp { time() }

    mutating func put(_ repository: StandInRepository) {
        repositories[repository.name] = repository
        for issue in repository.issues.values.sorted(by: { $0.number < $1.number }) { put(issue, in: repository.name) }
    }

    /// Keeps an issue as it is put in, with the labelling that it comes with.
    mutating func put(_ issue: StandInIssue, in repository: String) {
        var issue = issue
        if issue.createdAt.milliseconds == 0 {
            issue.createdAt = now
            issue.updatedAt = now
            for label in issue.labels {
                issue.events.append(event("labeled", label, by: issue.labeller))
                repositories[repository]?.labels[label] = "ededed"
            }
        }
        repositories[repository]?.issues[issue.number] = issue
    }

    /// What is done to an issue changes the time of its last change.
    private mutating func touch(_ number: Int, in repository: String) {
        let time = now
        repositories[repository]?.issues[number]?.updatedAt = time
    }

    private mutating func event(_ kind: String, _ label: String?, by actor: StandInAccount?) -> StandInEvent {
        nextEvent += 1
        return StandInEvent(id: nextEvent, kind: kind, label: label, actor: actor, at: now)
    }

    mutating func note(
        _ kind: String, _ label: String? = nil, by actor: StandInAccount?, on number: Int, in repository: String
    ) {
        let event = event(kind, label, by: actor)
        repositories[repository]?.issues[number]?.events.append(event)
        touch(number, in: repository)
    }

    /// Whether the reaction is new; nil where there is no such comment.
    mutating func react(
        _ content: String, to comment: Int, by author: StandInAccount, in repository: String
    ) -> Bool? {
        for (number, issue) in repositories[repository]?.issues ?? [:] {
            guard let index = issue.comments.firstIndex(where: { $0.id == comment }) else { continue }
            let reaction = StandInReaction(content: content, author: author)
            guard !issue.comments[index].reactions.contains(reaction) else { return false }
            repositories[repository]?.issues[number]?.comments[index].reactions.append(reaction)
            return true
        }
        return nil
    }

    mutating func takeFailure(for request: LoopbackRequest) -> StandInFailure? {
        guard let index = failures.firstIndex(where: { $0.matches(request) }) else { return nil }
        failures[index].times -= 1
        return failures[index]
    }

    mutating func addComment(
        _ body: String, by author: StandInAccount, to number: Int, in repository: String
    ) -> StandInComment? {
        guard repositories[repository]?.issues[number] != nil else { return nil }
        var comment = StandInComment(id: nextComment, body: body, author: author)
        comment.createdAt = now
        comment.updatedAt = now
        nextComment += 1
        touch(number, in: repository)
        repositories[repository]?.issues[number]?.comments.append(comment)
        return comment
    }

    mutating func editComment(_ id: Int, to body: String, in repository: String) -> (StandInComment, issue: Int)? {
        for (number, issue) in repositories[repository]?.issues ?? [:] {
            guard let index = issue.comments.firstIndex(where: { $0.id == id }) else { continue }
            var comment = issue.comments[index]
            comment.body = body
            comment.edits += 1
            comment.updatedAt = now
            touch(number, in: repository)
            repositories[repository]?.issues[number]?.comments[index] = comment
            return (comment, number)
        }
        return nil
    }
}
