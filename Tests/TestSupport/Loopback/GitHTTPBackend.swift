import Foundation

/// Serves a folder of bare repositories through `git http-backend`, fetches and pushes alike.
///
/// Either on a server of its own (`serve`), or mounted in another by its handler (`answer`).
package struct GitHTTPBackend: Sendable {
    /// The folder; `ROOT/owner/name.git` is served as `/owner/name.git`.
    package let root: String
    /// The `Authorization` that every request must carry; nil: none is asked for.
    package let authorization: String?

    package init(root: String, authorization: String? = nil) {
        self.root = root
        self.authorization = authorization
    }

    /// The head field's value for a user and password.
    package static func basic(_ user: String, _ password: String) -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    package func serve(bodies: LoopbackBodies = .inMemory) throws -> LoopbackServer {
        try LoopbackServer(bodies: bodies) { request in await answer(request) }
    }

    /// Answers what lies under a path prefix, which the repositories' own paths follow.
    package func answer(_ request: LoopbackRequest, under prefix: String = "") async -> LoopbackReply {
        if let authorization, request.header("Authorization") != authorization {
            return LoopbackReply(401, headers: [("WWW-Authenticate", "Basic realm=\"git\"")], "sign in first")
        }
        guard request.path.hasPrefix(prefix),
            let path = String(request.path.dropFirst(prefix.count)).removingPercentEncoding
        else { return LoopbackReply(404, "no such repository") }
        var environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "http.receivepack", "GIT_CONFIG_VALUE_0": "true",
            "GIT_CONFIG_KEY_1": "safe.directory", "GIT_CONFIG_VALUE_1": "*",
            "GIT_PROJECT_ROOT": root, "GIT_HTTP_EXPORT_ALL": "1", "REQUEST_METHOD": request.method,
            "PATH_INFO": path, "QUERY_STRING": String(request.target.drop { $0 != "?" }.dropFirst()),
            "CONTENT_TYPE": request.header("Content-Type") ?? "", "CONTENT_LENGTH": String(request.bodyLength),
            "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1",
        ]
        environment["HTTP_CONTENT_ENCODING"] = request.header("Content-Encoding")
        environment["GIT_PROTOCOL"] = request.header("Git-Protocol")
        let command = Command(
            "git", ["http-backend"], environment: environment,
            input: request.bodyFile.map { .file(path: $0) } ?? .bytes(request.body))
        do {
            return Self.reply(from: try await command.run())
        } catch {
            return LoopbackReply(500, "\(error)")
        }
    }

    /// Reads a CGI answer: head fields, of which `Status` is the status, an empty line, the body.
    private static func reply(from result: CommandResult) -> LoopbackReply {
        let output = result.output
        guard result.status == 0, let end = output.firstRange(of: Array("\r\n\r\n".utf8)) else {
            return LoopbackReply(500, result.errorText)
        }
        var status = 200
        var headers: [(name: String, value: String)] = []
        for line in String(decoding: output[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            if line[..<colon] == "Status" {
                status = Int(value.prefix(3)) ?? 500
            } else {
                headers.append((String(line[..<colon]), value))
            }
        }
        return LoopbackReply(status, headers: headers, steps: [.bytes(Array(output[end.upperBound...]))])
    }
}
