import Core

/// Checks the paths that an issue may name: inside the repository, and nothing that Git or a system treats specially.
enum IssuePath {
    static let longest = 200

    /// The folder with one `/` at its end; nil where it is not acceptable.
    static func folder(_ text: String) -> String? {
        var path = text.trimmed
        while path.hasPrefix("./") { path = String(path.dropFirst(2)) }
        while path.hasSuffix("/") { path = String(path.dropLast()) }
        return isAcceptable(path) ? path + "/" : nil
    }

    /// A path of a file, as it stands.
    static func isAcceptable(_ path: String) -> Bool {
        !path.isEmpty && path.count <= longest && path.utf8.count <= 2 * longest
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(isAcceptable(component:))
    }

    /// Something near that is acceptable.
    static func nearest(to text: String) -> String {
        let parts = text.split { $0 == "/" || $0 == "\\" }
            .map { part in Slug.of(String(part), limit: 40) }
            .filter { $0 != "untitled" && $0 != "git" }
        return parts.isEmpty ? "assets/" : parts.prefix(4).joined(separator: "/") + "/"
    }

    /// Hidden names go too: `.git` and `.github` are nobody's output folder.
    private static func isAcceptable(component: Substring) -> Bool {
        guard let first = component.first, let last = component.last, first != ".", first != "-", first != "~",
            last != ".", !first.isWhitespace, !last.isWhitespace, component.lowercased() != "git~1"
        else { return false }
        return component.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
            default: !"\\:*?\"<>|".unicodeScalars.contains(scalar)
            }
        }
    }
}
