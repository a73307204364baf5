/// A path inside a repository that no checkout, on whatever system, can turn into something else.
package struct RepositoryPath: Hashable, Sendable {
    /// At least one.
    package let parts: [String]
    package var text: String { parts.joined(separator: "/") }

    /// Nil where `fault(in:)` finds one.
    package init?(_ path: String) {
        guard Self.fault(in: path) == nil else { return nil }
        parts = Self.parts(of: path)
    }

    /// What stands against a path, in a few words; nil where nothing does.
    package static func fault(in path: String) -> String? {
        if path.isEmpty { return "it is empty" }
        if path.utf8.count > 4000 { return "it is longer than 4000 bytes" }
        if path.hasPrefix("/") { return "it is absolute" }
        for part in parts(of: path) {
            if part.isEmpty { return "a part between slashes is empty" }
            if part == "." || part == ".." { return "it holds '\(part)'" }
            if part.utf8.count > 255 { return "a part is longer than 255 bytes" }
            if part.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }) {
                return "it holds a control character"
            }
            if part.contains("\\") { return "it holds a backslash" }
            if isGitFolder(part) { return "a part is Git's own folder on some system" }
        }
        return nil
    }

    private static func parts(of path: String) -> [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }

    /// `.git` in any case, with what HFS+ ignores in it, with what NTFS drops after it, and its short name `git~1`.
    private static func isGitFolder(_ part: String) -> Bool {
        let visible = part.unicodeScalars.filter { !ignoredByHFS.contains($0.value) }
        var name = String(String.UnicodeScalarView(visible)).lowercased()
        if let stream = name.firstIndex(of: ":") { name = String(name[..<stream]) }
        while let last = name.last, last == "." || last == " " { name.removeLast() }
        return name == ".git" || name == "git~1"
    }

    private static let ignoredByHFS: Set<UInt32> = Set(
        Array(0x200c...0x200f) + Array(0x202a...0x202e) + Array(0x206a...0x206f) + [0xfeff])
}
