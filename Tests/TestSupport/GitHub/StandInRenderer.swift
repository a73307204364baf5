import Core
import Foundation

/// Shows what the stand-in keeps as GitHub's JSON, with the fields that clients read.
struct StandInRenderer {
    let url: String
    private static let time: JSONValue = "2026-11-21T09:00:00Z"

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

    func issue(_ issue: StandInIssue, in repository: String) -> JSONValue {
        var fields: [String: JSONValue] = [
            "id": .integer(Int64(issue.number)), "number": .integer(Int64(issue.number)),
            "title": .string(issue.title), "body": issue.body.map { .string($0) } ?? .null,
            "state": issue.isOpen ? "open" : "closed", "user": account(issue.author),
            "labels": labels(issue.labels), "comments": .integer(Int64(issue.comments.count)),
            "html_url": .string("\(url)/\(repository)/issues/\(issue.number)"),
            "created_at": Self.time, "updated_at": Self.time,
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
            "id": .integer(Int64(comment.id)), "body": .string(comment.body), "user": account(comment.author),
            "html_url": .string("\(url)/\(repository)/issues/\(number)#issuecomment-\(comment.id)"),
            "created_at": Self.time, "updated_at": Self.time,
        ]
    }

    static func refusal(
        _ status: Int, _ message: String, errors: [JSONValue] = [], headers: [(name: String, value: String)] = []
    ) -> LoopbackReply {
        var fields: [String: JSONValue] = [
            "message": .string(message), "documentation_url": "https://docs.github.com/rest",
        ]
        if !errors.isEmpty { fields["errors"] = .array(errors) }
        return .json(status, JSONValue.object(fields).text, headers: headers)
    }
}
