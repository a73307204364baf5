import FoundationEssentials
import Glibc

/// A folder for one measurement on the disk that holds the temporary files, removed when it ends.
struct ScratchFolder: ~Copyable {
    let path: String

    init(_ name: String) throws {
        path = FileManager.default.temporaryDirectory.path + "/showrunner-bench-\(name)-\(getpid())"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What can't be removed lies in the system's own place for it.
        try? FileManager.default.removeItem(atPath: path)
    }
}
