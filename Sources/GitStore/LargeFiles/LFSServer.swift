import Core
import HTTP

/// A Git LFS server: where its batch interface is, and what signs in to it.
struct LFSServer: Sendable {
    /// Without a slash at the end, and without credentials.
    let address: String
    /// They go to this server and no other.
    let headers: [(name: String, value: String)]
    let client: HTTPClient
    /// The clock by which actions run out.
    let now: @Sendable () -> Timestamp

    static let mediaType = "application/vnd.git-lfs+json"

    init(
        address: String, headers: [(name: String, value: String)], client: HTTPClient,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.address = address
        self.headers = headers
        self.client = client
        self.now = now
    }

    /// Where the server of a repository is by the rules of Git LFS.
    static func address(ofRepository url: String) -> String {
        url.hasSuffix(".git") ? url + "/info/lfs" : url + ".git/info/lfs"
    }

    /// Asks something of the interface itself.
    func ask(_ path: String, _ body: JSONValue) async throws(GitError) -> HTTPResponse {
        try await send(
            HTTPRequest(
                "POST", address + path,
                headers: headers + [("Accept", Self.mediaType), ("Content-Type", Self.mediaType)],
                body: .bytes(Array(body.text.utf8)), timeout: .seconds(120)))
    }

    /// Does what an action says, with the head fields that came with it and no others.
    ///
    /// A server that gave none for an address of its own wants the sign-in of the push; another one never gets that.
    func perform(
        _ method: String, _ action: LFSAction, mediaType: String, body: HTTPRequest.Body
    ) async throws(GitError) -> HTTPResponse {
        var fields = action.headers
        if !action.has("Content-Type") { fields.append(("Content-Type", mediaType)) }
        if method == "POST", !action.has("Accept") { fields.append(("Accept", Self.mediaType)) }
        var request = HTTPRequest(method, action.address, headers: fields, body: body, timeout: .seconds(6 * 3600))
        request.stall = .seconds(120)
        let response = try await send(request)
        guard response.status == 401, !action.has("Authorization"), isOwn(action.address) else { return response }
        request.headers += headers
        return try await send(request)
    }

    private func isOwn(_ url: String) -> Bool {
        guard let one = WebAddress(url), let other = WebAddress(address) else { return false }
        return one.isSameServer(as: other)
    }

    private func send(_ request: HTTPRequest) async throws(GitError) -> HTTPResponse {
        do throws(HTTPError) { return try await client.send(request) } catch {
            if case .cancelled = error { throw .cancelled }
            throw .unreachable(remote: address, reason: GitText.line(error.description))
        }
    }

    /// What an answer means that is not the one that was hoped for.
    func fault(_ response: HTTPResponse) -> GitError {
        fault(response.status, reason: words(of: response), after: Self.patience(response))
    }

    /// `path`: the file that it is about; nil: all of them.
    func fault(_ status: Int, reason: String, path: String? = nil, after: Duration? = nil) -> GitError {
        let reason = reason.isEmpty ? "status \(status)" : reason
        let lower = reason.lowercased()
        let isQuota = lower.contains("quota") || lower.contains("data pack") || lower.contains("over its budget")
        if status == 507 || status == 509 || isQuota, status != 429 {
            return .largeFileQuota(remote: address, reason: reason)
        }
        switch status {
        case 401: return .unauthorised(remote: address)
        case 403: return .forbidden(remote: address, reason: reason)
        case 404, 410:
            return path.map { .largeFileRefused(path: $0, remote: address, reason: reason) }
                ?? .noLargeFiles(remote: address)
        case 409, 413, 422: return .largeFileRefused(path: path ?? "a large file", remote: address, reason: reason)
        case 429: return .throttled(remote: address, after: after)
        case 408, 500...: return .unreachable(remote: address, reason: reason)
        default: return .refused(remote: address, reason: reason)
        }
    }

    private func words(of response: HTTPResponse) -> String {
        // A page or a plain text says something, too.
        let json = try? JSONValue(parsing: String(decoding: response.body, as: UTF8.self))
        return GitText.line(
            json?["message"]?.string ?? String(decoding: response.body.prefix(2400), as: UTF8.self), limit: 300)
    }

    /// What `Retry-After` says, in seconds.
    static func patience(_ response: HTTPResponse) -> Duration? {
        response.headers["retry-after"].flatMap { Int($0) }.map { .seconds(max(0, min($0, 86_400))) }
    }
}
