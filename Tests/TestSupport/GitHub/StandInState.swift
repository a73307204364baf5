import Core

/// Everything that the stand-in remembers; one lock guards it.
struct StandInState: Sendable {
    var accounts: [String: StandInAccount]
    var repositories: [String: StandInRepository] = [:]
    var failures: [StandInFailure] = []
    /// The App that may sign in, if there is one.
    var app: StandInApp?
    var nextComment = 1001

    init(accounts: [String: StandInAccount]) { self.accounts = accounts }

    mutating func takeFailure(for request: LoopbackRequest) -> StandInFailure? {
        guard let index = failures.firstIndex(where: { $0.matches(request) }) else { return nil }
        failures[index].times -= 1
        return failures[index]
    }

    mutating func addComment(
        _ body: String, by author: StandInAccount, to number: Int, in repository: String
    ) -> StandInComment? {
        guard repositories[repository]?.issues[number] != nil else { return nil }
        let comment = StandInComment(id: nextComment, body: body, author: author)
        nextComment += 1
        repositories[repository]?.issues[number]?.comments.append(comment)
        return comment
    }

    mutating func editComment(_ id: Int, to body: String, in repository: String) -> (StandInComment, issue: Int)? {
        for (number, issue) in repositories[repository]?.issues ?? [:] {
            guard let index = issue.comments.firstIndex(where: { $0.id == id }) else { continue }
            var comment = issue.comments[index]
            comment.body = body
            comment.edits += 1
            repositories[repository]?.issues[number]?.comments[index] = comment
            return (comment, number)
        }
        return nil
    }
}
