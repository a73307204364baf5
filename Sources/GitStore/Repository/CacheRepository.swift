import Core
import FoundationEssentials
import Glibc

/// The bare repository that stands for an address: it holds what deliveries to it need, and no more.
enum CacheRepository {
    /// Opens the cache of an address, or makes it; two processes may do so at once.
    static func open(for address: String, in folder: String) throws(GitError) -> Repository {
        let path = folder + "/" + name(for: address)
        if unsafe access(path, F_OK) == 0 { return try Repository(at: path) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .storage(path: folder, reason: "the folder could not be made")
        }
        // Making the folder is what takes the name: two runs of one process may ask for the same cache at once.
        var number = 0
        var making = ""
        repeat {
            number += 1
            making = "\(path).\(getpid())_\(number).new"
        } while unsafe mkdir(making, 0o777) != 0 && errno == EEXIST
        try Repository.create(bareAt: making)
        let fresh = try Repository(at: making)
        // A partial clone, in Git's words: what is missing here, the remote has.
        for (name, value) in [
            ("remote.origin.url", address), ("remote.origin.promisor", "true"),
            ("remote.origin.partialclonefilter", "blob:none"), ("core.repositoryformatversion", "1"),
            ("extensions.partialclone", "origin"),
        ] {
            try fresh.set(name, to: value)
        }
        if unsafe rename(making, path) != 0 {
            let reason = SystemError.text()
            // Losing this leaves an empty folder behind, no more.
            try? FileManager.default.removeItem(atPath: making)
            guard unsafe access(path, F_OK) == 0 else { throw .storage(path: folder, reason: reason) }
        }
        return try Repository(at: path)
    }

    /// Readable, and different for every address.
    private static func name(for address: String) -> String {
        let plain = address.unicodeScalars.map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == ".")
                ? Character(scalar) : "-"
        }
        let end = String(String(plain).suffix(60).drop { $0 == "-" || $0 == "." })
        return "\(end)-\(String(StableHash.of(address), radix: 16)).git"
    }
}
