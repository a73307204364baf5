package import Core
import Foundation

/// Shows what the stand-in keeps as GitHub's JSON, with the fields that clients read.
package struct StandInRenderer {
    let url: String

    /// In whole seconds, as GitHub gives it.
    private func time(_ time: Timestamp) -> JSONValue { .string("\(time.description.prefix(19))Z") }

    private func app(_ account: StandInAccount?) -> JSONValue {
        account?.app.map { ["id": .integer($0), "name": "An App", "slug": "an-app"] } ?? .null
    }

    func event(_ event: StandInEvent) -> JSONValue {
        var fields: [String: JSONValue] = [
            "id": .integer(Int64(event.id)), "event": .string(event.kind), "commit_id": .null,
            "actor": event.actor.map(account) ?? .null, "created_at": time(event.at),
            "performed_via_github_app": app(event.actor),
        ]
        if let label = event.label { fields["label"] = ["name": .string(label), "color": "ededed"] }
        return .object(fields)
    }

    func account(_ account: StandInAccount) -> JSONValue {
        ["login": .string(account.login), "id": 7, "type": .string(account.type), "site_admin": false]
    }

    func repository(_ repository: StandInRepository, for caller: StandInAccount?) -> JSONValue {
        var fields: [String: JSONValue] = [
            "id": 42, "full_name": .string(repository.name),
            "name": .string(repository.name.split(separator: "/").last.map(String.init) ?? ""),
            "private": .bool(repository.isPrivate), "default_branch": .string(repository.defaultBranch),
            "clone_url": .string(repository.cloneURL ?? "\(url)/git/\(repository.name).git"),
            "html_url": .string("\(url)/\(repository.name)"),
        ]
        if let caller {
            fields["permissions"] = ["admin": false, "push": .bool(caller.mayWrite), "pull": true]
        }
        return .object(fields)
    }

    func pull(_ pull: StandInPull, in repository: String) -> JSONValue {
        [
            "id": .integer(Int64(pull.number)), "number": .integer(Int64(pull.number)), "node_id": .string(pull.node),
            "title": .string(pull.title), "body": pull.body.isEmpty ? .null : .string(pull.body),
            "state": pull.isOpen ? "open" : "closed", "draft": .bool(pull.isDraft), "user": account(pull.author),
            "head": ["ref": .string(pull.head)], "base": ["ref": .string(pull.base)],
            "html_url": .string("\(url)/\(repository)/pull/\(pull.number)"),
        ]
    }

    func issue(_ issue: StandInIssue, in repository: String) -> JSONValue {
        var fields: [String: JSONValue] = [
            "id": .integer(Int64(issue.number)), "number": .integer(Int64(issue.number)),
            "node_id": .string(issue.node), "title": .string(issue.title),
            "body": issue.body.map { .string($0) } ?? .null,
            "state": issue.isOpen ? "open" : "closed", "locked": .bool(issue.isLocked),
            "user": issue.isAuthorGone ? .null : account(issue.author),
            "repository_url": .string("\(url)/repos/\(repository)"),
            "labels": labels(issue.labels), "comments": .integer(Int64(issue.comments.count)),
            "html_url": .string("\(url)/\(repository)/issues/\(issue.number)"),
            "created_at": time(issue.createdAt), "updated_at": time(issue.updatedAt),
        ]
        if issue.isPullRequest { fields["pull_request"] = ["url": .string("\(url)/pull")] }
        return .object(fields)
    }

    /// A text file, its bytes in lines of 60 as GitHub sends them.
    func file(_ text: String, at path: String) -> JSONValue {
        let encoded = Data(text.utf8).base64EncodedString()
        var lines = ""
        for (index, letter) in encoded.enumerated() {
            lines.append(letter)
            if index % 60 == 59 { lines.append("\n") }
        }
        return [
            "type": "file", "encoding": "base64", "size": .integer(Int64(text.utf8.count)), "path": .string(path),
            "name": .string(path.split(separator: "/").last.map(String.init) ?? ""), "content": .string(lines + "\n"),
            "sha": "0000000000000000000000000000000000000000",
        ]
    }

    func labels(_ names: [String]) -> JSONValue {
        .array(names.map { ["name": .string($0), "color": "ededed", "default": false] })
    }

    func comment(_ comment: StandInComment, on number: Int, in repository: String) -> JSONValue {
        [
            "id": .integer(Int64(comment.id)), "body": .string(comment.body),
            "user": comment.isAuthorGone ? .null : account(comment.author),
            "performed_via_github_app": app(comment.author),
            "reactions": ["total_count": .integer(Int64(comment.reactions.count))],
            "html_url": .string("\(url)/\(repository)/issues/\(number)#issuecomment-\(comment.id)"),
            "created_at": time(comment.createdAt), "updated_at": time(comment.updatedAt),
        ]
    }

    /// GitHub in trouble.
    package static let serverError = refusal(502, "Server Error")

    package static func refusal(
        _ status: Int, _ message: String, errors: [JSONValue] = [], headers: [(name: String, value: String)] = []
    ) -> LoopbackReply {
        var fields: [String: JSONValue] = [
            "message": .string(message), "documentation_url": "https://docs.github.com/rest",
        ]
        if !errors.isEmpty { fields["errors"] = .array(errors) }
        return .json(status, JSONValue.object(fields).text, headers: headers)
    }
}
