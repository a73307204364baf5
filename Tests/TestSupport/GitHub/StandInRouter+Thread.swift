import Core
import Foundation

/// Labels, events, reactions, roles and the list of a repository's issues.
extension StandInRouter {
    /// A page of a list, with links to the others.
    func page<Element>(of list: [Element], _ render: (Element) -> JSONValue) -> LoopbackReply {
        let size = min(100, max(1, request.query["per_page"].flatMap(Int.init) ?? 30))
        let number = max(1, request.query["page"].flatMap(Int.init) ?? 1)
        let last = max(1, (list.count + size - 1) / size)
        let query = request.query.filter { !["per_page", "page"].contains($0.key) }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(PercentEncoding.encode($0.value))&" }.joined()
        var links: [String] = []
        func link(_ page: Int, _ relation: String) {
            links.append("<\(url)\(request.path)?\(query)per_page=\(size)&page=\(page)>; rel=\"\(relation)\"")
        }
        if number > 1 { link(number - 1, "prev") }
        if number < last { link(number + 1, "next") }
        if number < last { link(last, "last") }
        if number > 1 { link(1, "first") }
        let shown = list.dropFirst((number - 1) * size).prefix(size)
        return .json(
            200, JSONValue.array(shown.map(render)).text,
            headers: links.isEmpty ? [] : [("Link", links.joined(separator: ", "))])
    }

    /// The repository's issues as a client asks for them; 304 where it has the answer already.
    func makeIssue(
        in repository: String, by caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        let value = try? JSONValue(parsing: request.text)  // What is no JSON lacks a title.
        guard let caller, let title = value?["title"]?.string else {
            return StandInRenderer.refusal(422, "Validation Failed", errors: [["code": "missing_field"]])
        }
        let known = state.repositories[repository]
        let taken = Array((known?.issues ?? [:]).keys) + Array((known?.pulls ?? [:]).keys)
        let issue = StandInIssue(
            taken.reduce(0, max) + 1, title: title, body: value?["body"]?.string,
            labels: (value?["labels"]?.array ?? []).compactMap(\.string), author: caller, labelledBy: caller)
        state.put(issue, in: repository)
        return .json(
            201, renderer.issue(state.repositories[repository]?.issues[issue.number] ?? issue, in: repository).text)
    }

    func editIssue(_ number: Int, in repository: String, _ state: inout StandInState) -> LoopbackReply {
        let value = try? JSONValue(parsing: request.text)  // What is no JSON changes nothing.
        guard var issue = state.repositories[repository]?.issues[number] else {
            return StandInRenderer.refusal(404, "Not Found")
        }
        issue.title = value?["title"]?.string ?? issue.title
        issue.body = value?["body"]?.string ?? issue.body
        issue.edits += 1
        issue.updatedAt = state.now
        state.repositories[repository]?.issues[number] = issue
        return .json(200, renderer.issue(issue, in: repository).text)
    }

    func issues(of repository: StandInRepository) -> LoopbackReply {
        let wanted = Set((request.query["labels"] ?? "").split(separator: ",").map { $0.lowercased() })
        let state = request.query["state"] ?? "open"
        let since = request.query["since"].flatMap { Timestamp($0) }
        var found = repository.issues.values.filter { issue in
            !issue.isDeleted && issue.movedTo == nil && (state == "all" || issue.isOpen == (state == "open"))
                && wanted.isSubset(of: issue.labels.map { $0.lowercased() })
                && since.map { issue.updatedAt.milliseconds / 1000 >= $0.milliseconds / 1000 } ?? true
        }
        found.sort { ($0.updatedAt, $0.number) < ($1.updatedAt, $1.number) }
        if request.query["direction"] != "asc" { found.reverse() }
        var reply = page(of: found) { renderer.issue($0, in: repository.name) }
        let token = request.header("Authorization") ?? ""
        let text = found.map { renderer.issue($0, in: repository.name).text }.joined()
        let etag =
            "W/\"\(String(StableHash.of(token + request.path + (request.query["page"] ?? "") + text), radix: 16))\""
        if request.header("If-None-Match") == etag { return LoopbackReply(304, headers: [("ETag", etag)]) }
        reply.headers.append(("ETag", etag))
        return reply
    }

    func permission(of login: String, in repository: StandInRepository) -> LoopbackReply {
        let known = repository.roles.first { $0.key.lowercased() == login.lowercased() }?.value
        guard let role = known ?? (repository.isPrivate ? nil : "read") else {
            return StandInRenderer.refusal(404, "\(login) is not a user")
        }
        let folded = ["maintain": "write", "triage": "read"][role] ?? role
        let permission = ["admin", "write", "read", "none"].contains(folded) ? folded : "write"
        return .json(
            200,
            JSONValue.object([
                "permission": .string(permission), "role_name": .string(role),
                "user": renderer.account(StandInAccount(login)),
            ]).text)
    }

    func reactions(to comment: StandInComment) -> LoopbackReply {
        page(of: comment.reactions) { reaction in
            [
                "id": 1, "node_id": "x", "user": renderer.account(reaction.author),
                "content": .string(reaction.content), "created_at": "2026-11-21T09:00:00Z",
            ]
        }
    }

    func react(
        to comment: Int, in repository: String, by caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        let value = try? JSONValue(parsing: request.text)  // What is no JSON holds no reaction either.
        let contents = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]
        guard let content = value?["content"]?.string, contents.contains(content), let caller else {
            return StandInRenderer.refusal(422, "Validation Failed")
        }
        guard let isNew = state.react(content, to: comment, by: caller, in: repository) else {
            return StandInRenderer.refusal(404, "Not Found")
        }
        return .json(isNew ? 201 : 200, JSONValue.object(["id": 1, "content": .string(content)]).text)
    }

    // MARK: Labels of the repository

    func label(_ name: String, of repository: StandInRepository) -> LoopbackReply {
        guard let label = repository.labels.first(where: { $0.key.lowercased() == name.lowercased() }) else {
            return StandInRenderer.refusal(404, "Not Found")
        }
        return .json(200, JSONValue.object(["name": .string(label.key), "color": .string(label.value)]).text)
    }

    func makeLabel(in repository: String, _ state: inout StandInState) -> LoopbackReply {
        let value = try? JSONValue(parsing: request.text)  // What is no JSON describes no label either.
        guard let name = value?["name"]?.string, let colour = value?["color"]?.string, colour.count == 6,
            colour.allSatisfy(\.isHexDigit), (value?["description"]?.string ?? "").count <= 100,
            state.repositories[repository]?.labels[name] == nil
        else {
            return StandInRenderer.refusal(
                422, "Validation Failed",
                errors: [["resource": "Label", "code": "already_exists", "field": "name"]])
        }
        state.repositories[repository]?.labels[name] = colour
        return .json(201, JSONValue.object(["name": .string(name), "color": .string(colour)]).text)
    }
}
