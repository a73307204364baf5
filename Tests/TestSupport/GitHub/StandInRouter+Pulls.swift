import Core
import Foundation

/// Pull requests: listed by head, made, changed, and made ready for review by GraphQL.
extension StandInRouter {
    func pulls(
        _ words: [String], in name: String, by caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        guard let repository = state.repositories[name] else { return StandInRenderer.refusal(404, "Not Found") }
        switch (request.method, words.count) {
        case ("GET", 0):
            let owner = name.prefix { $0 != "/" }
            let wanted = request.query["state"] ?? "open"
            let found = repository.pulls.values.filter { pull in
                (wanted == "all" || pull.isOpen == (wanted == "open"))
                    && request.query["head"].map { $0 == "\(owner):\(pull.head)" } ?? true
            }
            return page(of: found.sorted { $0.number > $1.number }) { renderer.pull($0, in: name) }
        case ("POST", 0):
            guard let caller else { return StandInRenderer.refusal(401, "Requires authentication") }
            return make(in: repository, by: caller, &state)
        case ("GET", 1):
            guard let pull = Int(words[0]).flatMap({ repository.pulls[$0] }) else { break }
            return .json(200, renderer.pull(pull, in: name).text)
        case ("PATCH", 1):
            guard var pull = Int(words[0]).flatMap({ repository.pulls[$0] }) else { break }
            let value = try? JSONValue(parsing: request.text)  // What is no JSON changes nothing.
            pull.title = value?["title"]?.string ?? pull.title
            pull.body = value?["body"]?.string ?? pull.body
            pull.edits += 1
            state.repositories[name]?.pulls[pull.number] = pull
            return .json(200, renderer.pull(pull, in: name).text)
        default: break
        }
        return StandInRenderer.refusal(404, "Not Found")
    }

    private func make(
        in repository: StandInRepository, by caller: StandInAccount, _ state: inout StandInState
    ) -> LoopbackReply {
        guard let value = try? JSONValue(parsing: request.text), let title = value["title"]?.string,  // As GitHub.
            let head = value["head"]?.string, let base = value["base"]?.string
        else { return StandInRenderer.refusal(422, "Validation Failed", errors: [["code": "missing_field"]]) }
        func refusal(_ message: String) -> LoopbackReply {
            StandInRenderer.refusal(
                422, "Validation Failed",
                errors: [["resource": "PullRequest", "code": "custom", "message": .string(message)]])
        }
        if repository.pulls.values.contains(where: { $0.isOpen && $0.head == head && $0.base == base }) {
            let owner = repository.name.prefix { $0 != "/" }
            return refusal("A pull request already exists for \(owner):\(head).")
        }
        let isDraft = value["draft"]?.bool ?? false
        guard repository.hasDrafts || !isDraft else {
            return refusal("Draft pull requests are not supported in this repository.")
        }
        let number = (Array(repository.issues.keys) + Array(repository.pulls.keys)).reduce(0, max) + 1
        let pull = StandInPull(
            number, title: title, body: value["body"]?.string ?? "", head: head, base: base, isDraft: isDraft,
            by: caller)
        state.repositories[repository.name]?.pulls[number] = pull
        return .json(201, renderer.pull(pull, in: repository.name).text)
    }

    private func pin(_ node: String?, _ state: inout StandInState) -> LoopbackReply {
        for (name, repository) in state.repositories {
            guard let issue = repository.issues.values.first(where: { $0.node == node }) else { continue }
            guard repository.issues.values.count(where: \.isPinned) < 3 else {
                return .json(
                    200,
                    #"{"data":null,"errors":[{"type":"UNPROCESSABLE","message":"Maximum 3 pinned issues per repository"}]}"#
                )
            }
            state.repositories[name]?.issues[issue.number]?.isPinned = true
            return .json(200, #"{"data":{"pinIssue":{"issue":{"number":\#(issue.number)}}}}"#)
        }
        return .json(200, #"{"data":null,"errors":[{"type":"NOT_FOUND","message":"Could not resolve to a node"}]}"#)
    }

    /// The changes that are asked for by GraphQL; faults come with a status of 200.
    func graphQL(by caller: StandInAccount?, _ state: inout StandInState) -> LoopbackReply {
        guard caller != nil else { return StandInRenderer.refusal(401, "Requires authentication") }
        let value = try? JSONValue(parsing: request.text)  // What is no JSON names no pull request.
        let node = value?["variables"]?["id"]?.string
        if value?["query"]?.string?.contains("pinIssue(") == true { return pin(node, &state) }
        guard value?["query"]?.string?.contains("markPullRequestReadyForReview") == true else {
            return .json(200, #"{"errors":[{"message":"Parse error"}]}"#)
        }
        for (name, repository) in state.repositories {
            guard let pull = repository.pulls.values.first(where: { $0.node == node }) else { continue }
            guard pull.isDraft else {
                return .json(
                    200, #"{"data":null,"errors":[{"type":"UNPROCESSABLE","message":"Pull request is not a draft"}]}"#)
            }
            state.repositories[name]?.pulls[pull.number]?.isDraft = false
            return .json(200, #"{"data":{"markPullRequestReadyForReview":{"pullRequest":{"isDraft":false}}}}"#)
        }
        return .json(200, #"{"data":null,"errors":[{"type":"NOT_FOUND","message":"Could not resolve to a node"}]}"#)
    }
}
