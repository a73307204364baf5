import Core
import Foundation

/// Carries out one call on the stand-in's state, as GitHub would.
struct StandInRouter {
    let url: String
    let request: LoopbackRequest
    var renderer: StandInRenderer { StandInRenderer(url: url) }
    private static let longestBody = 65_536

    init(url: String, request: LoopbackRequest) {
        self.url = url
        self.request = request
    }

    func answer(_ state: inout StandInState) -> LoopbackReply {
        guard request.header("User-Agent")?.isEmpty == false else {
            return StandInRenderer.refusal(403, "Request forbidden by administrative rules.")
        }
        var caller: StandInAccount?
        if let app = state.app, isForApp { return answer(app, &state) }
        if let authorization = request.header("Authorization") {
            caller = state.accounts[authorization.replacingOccurrences(of: "Bearer ", with: "")]
            guard caller != nil else { return StandInRenderer.refusal(401, "Bad credentials") }
        }
        let words = request.path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        switch (request.method, words.first) {
        case ("GET", "user") where words.count == 1: return user(caller)
        case ("GET", "rate_limit"):
            return ok(["resources": ["core": ["limit": 5000, "used": 1, "remaining": 4999, "reset": 1_900_000_000]]])
        case ("POST", "graphql") where words.count == 1: return graphQL(by: caller, &state)
        case (_, "repos") where words.count >= 3:
            return repository("\(words[1])/\(words[2])", Array(words[3...]), caller, &state)
        default: return notFound
        }
    }

    // MARK: Apps

    private var words: [String] { request.path.split(separator: "/").map(String.init) }
    private var isForApp: Bool { words.first == "app" || words.last == "installation" }

    private func answer(_ app: StandInApp, _ state: inout StandInState) -> LoopbackReply {
        let token = (request.header("Authorization") ?? "").replacingOccurrences(of: "Bearer ", with: "")
        guard app.accepts(token) else {
            return StandInRenderer.refusal(401, "A JSON web token could not be decoded")
        }
        switch (request.method, words.count) {
        case ("GET", 1): return ok(["id": 7, "slug": .string(app.slug), "name": .string(app.slug)])
        case ("GET", 4):
            guard app.repositories.contains("\(words[1])/\(words[2])") else { return notFound }
            return ok(["id": 4711])
        case ("POST", 4) where words[2] == "4711":
            let token = "ghs_7_" + String(repeating: "eyJ-x_", count: 85) + ".\(app.given.count)"
            state.app?.given.append(token)
            state.accounts[token] = app.account
            let answer: JSONValue = [
                "token": .string(token), "expires_at": .string((app.now() + app.lifetime).description),
                "permissions": .object(app.permissions.mapValues { .string($0) }), "repository_selection": "selected",
            ]
            return .json(201, answer.text)
        case ("GET", 3) where words[1] == "hook" && words[2] == "deliveries": return attempts(of: app)
        case ("POST", 5) where words[1] == "hook" && words[4] == "attempts":
            guard let id = Int(words[3]), app.attempts.contains(where: { $0.id == id }) else { return notFound }
            state.app?.redelivered.append(id)
            return .json(202, "{}")
        default: return notFound
        }
    }

    /// Pages by cursor, the newest first.
    private func attempts(of app: StandInApp) -> LoopbackReply {
        let size = min(100, request.query["per_page"].flatMap { Int($0) } ?? 30)
        let isWanted = { (attempt: StandInAttempt) in
            request.query["status"] != "failure" || attempt.statusCode >= 300
        }
        let sorted = app.attempts.filter(isWanted).sorted { ($0.at, $0.id) > ($1.at, $1.id) }
        let rest = request.query["cursor"].flatMap { Int($0) }.map { sorted.dropFirst($0) } ?? sorted[...]
        var headers: [(String, String)] = []
        if rest.count > size {
            let target = "/app/hook/deliveries?per_page=\(size)&status=failure&cursor=\(rest.startIndex + size)"
            headers = [("Link", "<\(url)\(target)>; rel=\"next\"")]
        }
        return .json(200, JSONValue.array(rest.prefix(size).map(\.json)).text, headers: headers)
    }

    private var notFound: LoopbackReply { StandInRenderer.refusal(404, "Not Found") }
    private func ok(_ value: JSONValue) -> LoopbackReply { .json(200, value.text) }

    private func user(_ caller: StandInAccount?) -> LoopbackReply {
        guard let caller else { return StandInRenderer.refusal(401, "Requires authentication") }
        guard caller.mayAskWhoItIs else {
            return StandInRenderer.refusal(403, "Resource not accessible by integration")
        }
        return ok(renderer.account(caller))
    }

    private func repository(
        _ name: String, _ words: [String], _ caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        guard let repository = state.repositories[name], !repository.isPrivate || caller != nil else { return notFound }
        if words.isEmpty, request.method == "GET" { return ok(renderer.repository(repository, for: caller)) }
        if words.first == "contents", request.method == "GET" {
            let path = words.dropFirst().joined(separator: "/")
            if let text = repository.files[path] { return ok(renderer.file(text, at: path)) }
            let inside = repository.files.filter { $0.key.hasPrefix(path + "/") }.sorted { $0.key < $1.key }
            return inside.isEmpty ? notFound : ok(.array(inside.map { renderer.file($0.value, at: $0.key) }))
        }
        if words.first == "collaborators", words.count == 3, words[2] == "permission", request.method == "GET" {
            return caller == nil ? notFound : permission(of: words[1], in: repository)
        }
        if request.method != "GET" {
            guard let caller else { return StandInRenderer.refusal(401, "Requires authentication") }
            guard caller.mayWrite else {
                return StandInRenderer.refusal(403, "Resource not accessible by personal access token")
            }
        }
        if words.first == "pulls" { return pulls(Array(words.dropFirst()), in: name, by: caller, &state) }
        if words.first == "check-runs" || words.first == "commits" {
            return checks(words, in: name, by: caller, &state)
        }
        switch (request.method, words.first, words.count) {
        case ("GET", "issues", 1): return issues(of: repository)
        case ("POST", "issues", 1): return makeIssue(in: name, by: caller, &state)
        case ("POST", "labels", 1): return makeLabel(in: name, &state)
        case ("GET", "labels", 2): return label(words[1], of: repository)
        default: break
        }
        guard words.first == "issues", words.count >= 2 else { return notFound }
        if words[1] == "comments", words.count == 4, words[3] == "reactions", let id = Int(words[2]) {
            if request.method == "POST" { return react(to: id, in: name, by: caller, &state) }
            let comment = repository.issues.values.lazy.flatMap(\.comments).first { $0.id == id }
            return comment.map { reactions(to: $0) } ?? notFound
        }
        if words[1] == "comments", words.count == 3, let id = Int(words[2]) {
            return comment(id, in: repository, &state)
        }
        guard let number = Int(words[1]), let issue = repository.issues[number] else { return notFound }
        if issue.isDeleted { return StandInRenderer.refusal(410, "This issue was deleted") }
        if let target = issue.movedTo {
            return StandInRenderer.refusal(301, "Moved Permanently", headers: [("Location", url + target)])
        }
        switch (request.method, words.count > 2 ? words[2] : "", words.count) {
        case ("PATCH", "", 2): return editIssue(number, in: name, &state)
        case ("GET", "", 2): return ok(renderer.issue(issue, in: name))
        case ("GET", "comments", 3):
            return page(of: issue.comments) { renderer.comment($0, on: number, in: name) }
        case ("GET", "events", 3): return page(of: issue.events) { renderer.event($0) }
        case ("POST", "comments", 3): return post(to: number, in: name, by: caller, &state)
        case ("GET", "labels", 3): return ok(renderer.labels(issue.labels))
        case ("POST", "labels", 3): return addLabels(to: number, in: name, by: caller, &state)
        case ("DELETE", "labels", 4): return removeLabel(words[3], from: number, in: name, by: caller, &state)
        default: return notFound
        }
    }

    // MARK: Comments

    private func post(
        to number: Int, in repository: String, by caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        switch body() {
        case .refusal(let reply): return reply
        case .text(let text):
            guard let caller, let comment = state.addComment(text, by: caller, to: number, in: repository) else {
                return notFound
            }
            return .json(201, renderer.comment(comment, on: number, in: repository).text)
        }
    }

    private func comment(
        _ id: Int, in repository: StandInRepository, _ state: inout StandInState
    ) -> LoopbackReply {
        switch request.method {
        case "GET":
            for issue in repository.issues.values {
                guard let comment = issue.comments.first(where: { $0.id == id }) else { continue }
                return ok(renderer.comment(comment, on: issue.number, in: repository.name))
            }
            return notFound
        case "PATCH":
            switch body() {
            case .refusal(let reply): return reply
            case .text(let text):
                guard let (comment, number) = state.editComment(id, to: text, in: repository.name) else {
                    return notFound
                }
                return ok(renderer.comment(comment, on: number, in: repository.name))
            }
        default: return notFound
        }
    }

    private enum Body {
        case text(String)
        case refusal(LoopbackReply)
    }

    private func body() -> Body {
        guard let value = try? JSONValue(parsing: request.text) else {  // What it says is answered as GitHub does.
            return .refusal(StandInRenderer.refusal(400, "Problems parsing JSON"))
        }
        guard let text = value["body"]?.string, !text.isEmpty else {
            return .refusal(StandInRenderer.refusal(422, "Validation Failed", errors: [["code": "missing_field"]]))
        }
        guard text.unicodeScalars.count <= Self.longestBody else {
            let error: JSONValue = [
                "resource": "IssueComment", "code": "custom", "field": "body",
                "message": "body is too long (maximum is 65536 characters)",
            ]
            return .refusal(StandInRenderer.refusal(422, "Validation Failed", errors: [error]))
        }
        return .text(text)
    }

    // MARK: Labels

    private func addLabels(
        to number: Int, in repository: String, by caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        let value = try? JSONValue(parsing: request.text)  // What is no JSON holds no labels either.
        let names = (value?["labels"]?.array ?? []).compactMap(\.string)
        guard !names.isEmpty else { return StandInRenderer.refusal(422, "Validation Failed") }
        var labels = state.repositories[repository]?.issues[number]?.labels ?? []
        for name in names where !labels.contains(name) {
            labels.append(name)
            if state.repositories[repository]?.labels[name] == nil {
                state.repositories[repository]?.labels[name] = "ededed"
            }
            state.note("labeled", name, by: caller, on: number, in: repository)
        }
        state.repositories[repository]?.issues[number]?.labels = labels
        return ok(renderer.labels(labels))
    }

    private func removeLabel(
        _ name: String, from number: Int, in repository: String, by caller: StandInAccount?, _ state: inout StandInState
    ) -> LoopbackReply {
        var labels = state.repositories[repository]?.issues[number]?.labels ?? []
        guard let index = labels.firstIndex(of: name) else {
            return StandInRenderer.refusal(404, "Label does not exist")
        }
        labels.remove(at: index)
        state.note("unlabeled", name, by: caller, on: number, in: repository)
        state.repositories[repository]?.issues[number]?.labels = labels
        return ok(renderer.labels(labels))
    }
}
