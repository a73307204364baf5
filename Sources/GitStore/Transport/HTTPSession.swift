import HTTP

/// A conversation over HTTP: one request for the greeting, one for everything else.
final class HTTPSession: GitSession {
    let advertisement: Advertisement
    private let service: GitService
    private let client: HTTPClient
    /// Where the repository is after redirects.
    private let base: String
    private let headers: [(name: String, value: String)]
    private let remote: String

    /// `headers` sign in; they stay with the server for which they were made.
    init(
        _ service: GitService, at url: String, headers: [(name: String, value: String)], through client: HTTPClient
    ) async throws(GitError) {
        let tail = "/info/refs?service=\(service.program)"
        let agent = [(name: "User-Agent", value: "git/showrunner"), (name: "Git-Protocol", value: "version=0")]
        let request = HTTPRequest(
            "GET", url + tail, headers: agent + headers, timeout: .seconds(120), largestAnswer: 64 << 20)
        let response = try await Self.send(request, to: url, through: client)
        let kind = response.headers["content-type"] ?? ""
        guard kind.hasPrefix("application/x-\(service.program)-advertisement") else {
            throw .refused(remote: url, reason: "its greeting is of the type '\(GitText.line(kind, limit: 80))'")
        }
        let reader = PacketReader(ReplyStream(response.body), from: url)
        if try reader.nextText()?.hasPrefix("# service=") == true { _ = try reader.next() }
        advertisement = try Advertisement(from: reader, remote: url)
        guard advertisement.isWhole else { throw .unreachable(remote: url, reason: "its greeting was cut off") }
        let moved = response.url.hasSuffix(tail) ? String(response.url.dropLast(tail.count)) : url
        let isSameServer =
            if let old = WebAddress(url), let new = WebAddress(moved) { old.isSameServer(as: new) } else { false }
        base = moved
        self.headers = agent + (isSameServer ? headers : [])
        self.service = service
        self.client = client
        remote = url
    }

    func converse(_ parts: [PackPart]) async throws(GitError) -> ReplyStream {
        let body = parts.map { part -> HTTPRequest.Part in
            switch part {
            case .bytes(let bytes): .bytes(bytes)
            case .file(let path): .file(path: path)
            }
        }
        let kind = "application/x-\(service.program)"
        let request = HTTPRequest(
            "POST", "\(base)/\(service.program)",
            headers: headers + [("Content-Type", kind + "-request"), ("Accept", kind + "-result")],
            body: .parts(body), timeout: .seconds(3600), largestAnswer: 1 << 30)
        let response = try await Self.send(request, to: remote, through: client)
        guard (response.headers["content-type"] ?? "").hasPrefix(kind + "-result") else {
            throw .refused(remote: remote, reason: "its answer is not of Git's type")
        }
        return ReplyStream(response.body)
    }

    func close() {}

    private static func send(
        _ request: HTTPRequest, to remote: String, through client: HTTPClient
    ) async throws(GitError) -> HTTPResponse {
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await client.send(request)
        } catch {
            if case .cancelled = error { throw .cancelled }
            throw .unreachable(remote: remote, reason: GitText.line(error.description))
        }
        let words = GitText.line(response.body, limit: 300)
        switch response.status {
        case 200: return response
        case 401: throw .unauthorised(remote: remote)
        case 403: throw .forbidden(remote: remote, reason: words.isEmpty ? "status 403" : words)
        case 404, 410: throw .notFound(remote: remote)
        case 413: throw .pushTooLarge(remote: remote, reason: words.isEmpty ? "status 413" : words)
        case 408, 429, 500...: throw .unreachable(remote: remote, reason: "status \(response.status)")
        default: throw .refused(remote: remote, reason: "status \(response.status)")
        }
    }
}
