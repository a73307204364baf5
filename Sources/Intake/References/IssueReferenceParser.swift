package import Core
import FoundationEssentials

/// Reads what a person types to name an issue: `owner/repo#12`, an address, a number, or a Markdown file's path.
package struct IssueReferenceParser: Sendable {
    private let repository: String?
    private let hosts: [String]
    private let folder: String

    /// `repository` is what a bare number belongs to; `servers` are the addresses of the GitHub in use beside github.com.
    ///
    /// Relative paths start from `folder`, or where that is nil from the current folder.
    package init(repository: String? = nil, servers: [String] = [], folder: String? = nil) {
        self.repository = repository
        hosts = servers.compactMap { Self.host(of: $0) } + ["github.com", "www.github.com", "api.github.com"]
        self.folder = folder ?? FileManager.default.currentDirectoryPath
    }

    package func parse(_ text: String) throws(IssueReferenceError) -> IssueIdentity {
        let text = text.trimmed
        guard !text.isEmpty, text.utf8.count <= 4_096 else { throw .unreadable(String(text.prefix(80))) }
        if let scheme = text.firstRange(of: "://"), ["http", "https"].contains(text[..<scheme.lowerBound].lowercased())
        {
            return try identity(address: text, rest: text[scheme.upperBound...])
        }
        if let number = Self.number(text.hasPrefix("#") ? text.dropFirst() : text[...]) {
            guard let repository else { throw .needsRepository(number: number) }
            guard IssueIdentity.isRepository(repository) else { throw .notARepository(repository) }
            return .github(repository: repository, number: number)
        }
        if !text.hasPrefix("/"), let identity = IssueIdentity(text) { return identity }
        return try identity(path: text)
    }

    private func identity(address: String, rest: Substring) throws(IssueReferenceError) -> IssueIdentity {
        let plain = rest.prefix { $0 != "?" && $0 != "#" }
        var parts = plain.split(separator: "/").map(String.init)
        guard let host = parts.first?.lowercased() else { throw .unreadable(address) }
        guard hosts.contains(host) else { throw .otherServer(host: host, expected: Array(Set(hosts)).sorted()) }
        parts.removeFirst()
        // An API address has `repos` before the repository, and on GitHub Enterprise `api/v3` before that.
        if let repos = parts.firstIndex(of: "repos"), parts.count >= repos + 5 { parts.removeSubrange(...repos) }
        guard parts.count >= 4, IssueIdentity.isRepository("\(parts[0])/\(parts[1])") else {
            throw .unreadable(address)
        }
        if ["pull", "pulls"].contains(parts[2]) { throw .pullRequest(address) }
        guard parts[2] == "issues", parts.count == 4, let number = Self.number(parts[3][...]) else {
            throw .unreadable(address)
        }
        return .github(repository: "\(parts[0])/\(parts[1])", number: number)
    }

    private func identity(path text: String) throws(IssueReferenceError) -> IssueIdentity {
        let absolute = text.hasPrefix("/") ? text : folder + "/" + text
        var isFolder = false
        guard let path = RealPath.of(absolute), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        else {
            if text.contains("#") || !text.contains(where: { "./".contains($0) }) { throw .unreadable(text) }
            throw .noSuchFile(path: text, near: Self.namesNear(absolute, shownAs: text))
        }
        if isFolder { throw .notAnIssueFile(path: text, reason: "it is a folder") }
        let name = path.lowercased()
        if name.hasSuffix(".thread.md") {
            throw .notAnIssueFile(path: text, reason: "it is the thread of an issue; give the file beside it")
        }
        guard name.hasSuffix(".md") || name.hasSuffix(".markdown") else {
            throw .notAnIssueFile(path: text, reason: "its name does not end in .md")
        }
        return .file(path: path)
    }

    /// At most three Markdown files of the same folder whose names are close.
    private static func namesNear(_ absolute: String, shownAs text: String) -> [String] {
        let url = URL(filePath: absolute)
        // A folder that can't be listed has no names to suggest.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)) ?? []
        let wanted = url.lastPathComponent.lowercased()
        let close = names.filter { $0.hasSuffix(".md") && !$0.hasSuffix(".thread.md") }
            .map { (name: $0, edits: Nearest.distance(wanted, $0.lowercased())) }
            .filter { $0.edits <= 4 || $0.name.lowercased() == wanted + ".md" }
            .sorted { ($0.edits, $0.name) < ($1.edits, $1.name) }
        let folder = text.lastIndex(of: "/").map { String(text[...$0]) } ?? ""
        return close.prefix(3).map { folder + $0.name }
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 10, text.allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(text), number > 0
        else { return nil }
        return number
    }

    /// With the port, where the address has one.
    private static func host(of address: String) -> String? {
        guard let scheme = address.firstRange(of: "://") else { return nil }
        let host = address[scheme.upperBound...].prefix { $0 != "/" }.lowercased()
        return host.isEmpty ? nil : host
    }
}
