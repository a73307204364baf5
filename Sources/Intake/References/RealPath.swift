import Glibc

/// Where a path leads once every link on the way is followed, as the system does.
package enum RealPath {
    /// Nil where nothing is there, or it may not be looked at.
    package static func of(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
