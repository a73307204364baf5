import Foundation
import Glibc

/// A disk of one megabyte, which only root may mount.
final class SmallDisk: Sendable {
    static let isPossible: Bool = (try? SmallDisk()) != nil  // Why not does not matter: the tests are skipped.

    struct Refused: Error {}

    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/showrunner-disk-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else {
            unsafe rmdir(path)
            throw Refused()
        }
    }

    deinit {
        unsafe umount2(path, Int32(MNT_DETACH))
        unsafe rmdir(path)
    }
}
