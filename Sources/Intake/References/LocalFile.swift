package import Core

/// Files that a local issue may name: those inside its repository, links followed.
package enum LocalFile {
    /// The text of a file; nil where none is there, or it lies outside of `root`.
    package static func text(of path: String, in folder: String, under root: String) throws(TrackerError) -> String? {
        guard let real = RealPath.of("\(folder)/\(path)"), let realRoot = RealPath.of(root),
            real.hasPrefix(realRoot.hasSuffix("/") ? realRoot : realRoot + "/")
        else { return nil }
        return try TextFile.read(real)
    }
}
