package import Core
import Glibc

/// The right of one process to drive a run.
///
/// It is a lease on `leases/<run>.lock` in the state folder. Hold it until `release()`.
package final class RunLease: Sendable {
    package let run: RunID
    private let lease: FileLease

    private init(run: RunID, lease: FileLease) {
        self.run = run
        self.lease = lease
    }

    /// Nil where somebody holds the run already, this process included.
    package static func acquire(_ run: RunID, in stateFolder: String) throws(RunLogError) -> RunLease? {
        do throws(FolderError) {
            try StateFolder.prepare(stateFolder)
            try StateFolder.make(stateFolder + "/leases")
            return try FileLease.take(path(of: run, in: stateFolder)).map { RunLease(run: run, lease: $0) }
        } catch { throw RunLogError(error) }
    }

    /// The process that last took the run, for people; whether it still holds it, only `acquire` tells.
    package static func lastHolder(of run: RunID, in stateFolder: String) -> Int32? {
        let descriptor = unsafe open(path(of: run, in: stateFolder), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 != 0x0a }, as: UTF8.self))
    }

    /// How many lock files lie there that nobody holds, as a killed process leaves them; they are removed unless it is a dry run.
    package static func sweep(in stateFolder: String, isDryRun: Bool) -> Int {
        let folder = stateFolder + "/leases"
        var stale = 0
        for name in StateFolder.names(in: folder) where name.hasSuffix(".lock") {
            let path = "\(folder)/\(name)"
            let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, FileLease.isSame(descriptor, as: path) else { continue }
            stale += 1
            if !isDryRun { unsafe unlink(path) }
        }
        return stale
    }

    /// Gives the run back; a second call does nothing.
    package func release() { lease.release() }

    private static func path(of run: RunID, in stateFolder: String) -> String { "\(stateFolder)/leases/\(run).lock" }
}
