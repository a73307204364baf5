/// Which issue: one on GitHub, or a Markdown file that stands in for one.
package enum IssueIdentity: Hashable, Sendable, CustomStringConvertible {
    /// `repository` is `owner/name`.
    case github(repository: String, number: Int)
    /// `path` is absolute, links resolved.
    case file(path: String)

    /// The one text by which the store knows the issue: `owner/name#12`, or the path.
    package var description: String {
        switch self {
        case .github(let repository, let number): "\(repository)#\(number)"
        case .file(let path): path
        }
    }

    /// The inverse of `description`; nil where the text is neither.
    package init?(_ text: String) {
        if text.hasPrefix("/") {
            self = .file(path: text)
            return
        }
        let parts = text.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[1]), number > 0, Self.isRepository(parts[0]) else { return nil }
        self = .github(repository: String(parts[0]), number: number)
    }

    /// Whether a text is `owner/name` in the characters that GitHub allows there.
    package static func isRepository(_ text: some StringProtocol) -> Bool {
        let name = Substring(text).utf8
        guard let slash = name.firstIndex(of: UInt8(ascii: "/")) else { return false }
        return isName(name[..<slash]) && isName(name[name.index(after: slash)...])
    }

    private static func isName(_ part: Substring.UTF8View) -> Bool {
        var length = 0
        var isDots = true
        for byte in part {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"): isDots = false
            case UInt8(ascii: "."): break
            default: return false
            }
            length += 1
        }
        return (1...100).contains(length) && !(isDots && length <= 2)
    }

    /// What its budget is shared with: `owner/name`, or the folder of the file.
    package var repository: String {
        switch self {
        case .github(let repository, _): return repository
        case .file(let path):
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
            return String(path[..<slash])
        }
    }

    /// The word for this issue in branches and paths: `issue-12`, or the file's name, cleaned.
    package var slug: String {
        switch self {
        case .github(_, let number): "issue-\(number)"
        case .file(let path): Slug.of(path.split(separator: "/").last.map(Self.withoutExtension) ?? "issue")
        }
    }

    private static func withoutExtension(_ name: Substring) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
        return String(name[..<dot])
    }
}
