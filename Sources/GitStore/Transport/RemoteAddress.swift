import FoundationEssentials

/// Where a remote repository is.
enum RemoteAddress: Hashable, Sendable {
    /// Without user name and password; those of the address, if any, beside it.
    case web(url: String, credential: GitCredential?)
    /// `host` with the user, if any.
    case shell(host: String, port: Int?, path: String)
    case local(path: String)

    /// A relative path begins at `folder`.
    init(_ text: String, from folder: String) throws(GitError) {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: GitText.isControl) else {
            throw .unsupported(
                what: "An address that is empty or holds control characters", hint: "Give a URL or a path.")
        }
        if let colon = text.range(ofScheme: "://") {
            self = try Self.parse(url: text, scheme: text[..<colon].lowercased())
        } else if let (host, path) = Self.scpParts(of: text) {
            self = try Self.shell(host: host, port: nil, path: path).checked()
        } else {
            self = .local(path: text.hasPrefix("/") ? text : folder + "/" + text)
        }
    }

    /// Whether a target's text is an address rather than a path.
    static func isAddress(_ text: String) -> Bool {
        text.range(ofScheme: "://") != nil || scpParts(of: text) != nil
    }

    /// For people: without user name, password, query and fragment.
    var description: String {
        switch self {
        case .web(let url, _): url
        case .shell(let host, let port, let path):
            "ssh://" + (host.split(separator: "@").last ?? "") + (port.map { ":\($0)" } ?? "")
                + (path.hasPrefix("/") ? path : "/" + path)
        case .local(let path): path
        }
    }

    /// Nil where the server has no known limit for one file.
    var largestFile: Int? {
        guard case .web(let url, _) = self else {
            if case .shell(let host, _, _) = self, host.hasSuffix("github.com") { return 100 << 20 }
            return nil
        }
        return WebAddress(url)?.host == "github.com" ? 100 << 20 : nil
    }

    private static func parse(url: String, scheme: String) throws(GitError) -> RemoteAddress {
        guard var parts = URLComponents(string: url) else {
            throw .unsupported(what: "A URL that can't be read", hint: "Check it for blanks and stray characters.")
        }
        switch scheme {
        case "http", "https":
            let (user, password) = (parts.user, parts.password)
            parts.user = nil
            parts.password = nil
            parts.query = nil
            parts.fragment = nil
            while parts.percentEncodedPath.hasSuffix("/") { parts.percentEncodedPath.removeLast() }
            guard let clean = parts.string, WebAddress(clean) != nil else {
                throw .unsupported(
                    what: "A URL without a host", hint: "It should look like https://github.com/owner/repo.")
            }
            return .web(url: clean, credential: credential(user: user ?? "", password: password ?? ""))
        case "ssh", "git+ssh", "ssh+git":
            guard let host = parts.host, !host.isEmpty else {
                throw .unsupported(
                    what: "An SSH address without a host", hint: "It should look like ssh://git@host/path.")
            }
            var path = parts.path
            if path.hasPrefix("/~") { path.removeFirst() }
            return try .shell(host: (parts.user.map { $0 + "@" } ?? "") + host, port: parts.port, path: path).checked()
        case "file":
            guard parts.host == nil || parts.host == "" || parts.host == "localhost" else {
                throw .unsupported(what: "A file address on another host", hint: "Give a path on this machine.")
            }
            return .local(path: parts.path)
        default:
            throw .unsupported(what: "The protocol '\(GitText.line(scheme, limit: 20))'", hint: "Use https or ssh.")
        }
    }

    /// GitHub takes a token as a user name alone, too.
    private static func credential(user: String, password: String) -> GitCredential? {
        if !password.isEmpty { return GitCredential(user: user, token: password) }
        return user.isEmpty ? nil : GitCredential(user: user, token: "x-oauth-basic")
    }

    /// What begins with `-` would be taken as an option by ssh or by the shell beyond it.
    private func checked() throws(GitError) -> RemoteAddress {
        if case .shell(let host, _, let path) = self,
            host.hasPrefix("-") || path.hasPrefix("-") || path.isEmpty || path.hasPrefix(":")
        {
            throw .unsupported(
                what: "An address whose host or path is empty or begins with '-' or ':'", hint: "Check it.")
        }
        return self
    }

    /// `host:path`, where no slash stands before the colon.
    private static func scpParts(of text: String) -> (host: String, path: String)? {
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex, !text[..<colon].contains("/") else {
            return nil
        }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}

extension String {
    /// Where `://` begins after a scheme's name.
    fileprivate func range(ofScheme mark: String) -> Index? {
        guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix(mark), colon > startIndex,
            self[..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
        else { return nil }
        return colon
    }
}
