/// A branch whose name Git accepts, as `showrunner/issue-12`.
struct BranchName: Hashable, Sendable, CustomStringConvertible {
    let description: String
    var reference: String { "refs/heads/" + description }

    /// The rules of `git check-ref-format --branch`, with the reason where one is broken.
    init(_ name: String) throws(GitError) {
        if let reason = Self.fault(in: name) { throw .badBranch(GitText.line(name, limit: 100), reason: reason) }
        description = name
    }

    private static func fault(in name: String) -> String? {
        if name.isEmpty { return "it is empty" }
        if name.utf8.count > 200 { return "it is longer than 200 bytes" }
        if name == "HEAD" || name == "@" { return "the name is reserved" }
        if name.hasPrefix("-") { return "it begins with '-'" }
        if name.hasPrefix("refs/") { return "it begins with 'refs/'" }
        let forbidden: Set<Unicode.Scalar> = [" ", "~", "^", ":", "?", "*", "[", "\\"]
        if name.unicodeScalars.contains(where: { forbidden.contains($0) || GitText.isControl($0) }) {
            return "it holds a blank, a control character or one of ~^:?*[\\"
        }
        if name.contains("..") || name.contains("@{") { return "it holds '..' or '@{'" }
        for part in name.split(separator: "/", omittingEmptySubsequences: false) {
            if part.isEmpty { return "a part between slashes is empty" }
            if part.hasPrefix(".") || part.hasSuffix(".") { return "a part begins or ends with '.'" }
            if part.hasSuffix(".lock") { return "a part ends with '.lock'" }
        }
        return nil
    }
}
