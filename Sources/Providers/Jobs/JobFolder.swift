import Core
import FoundationEssentials
import Glibc

/// The files of jobs until whoever asked for them takes them: each whole or not there.
struct JobFolder: Sendable {
    let path: String

    /// The path of a job's file, by a name of letters, digits and dashes.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    func make() throws(ProviderError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unavailable(reason: "the folder \(path) can't be made: \(error)")
        }
    }

    /// Keeps a file under a name of its own and gives its path.
    func keep(_ bytes: [UInt8], as name: String) throws(ProviderError) -> String {
        try make()
        let place = file(name)
        do {
            try Data(bytes).write(to: URL(filePath: place), options: .atomic)
        } catch {
            throw .unavailable(reason: "\(place) could not be written: \(error)")
        }
        return place
    }

    /// Puts a file that was made under a working name where it is looked for.
    func settle(_ working: String, as name: String) throws(ProviderError) {
        guard unsafe rename(working, file(name)) == 0 else {
            throw .unavailable(reason: "\(file(name)) could not be put in its place")
        }
    }

    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }
    func remove(_ name: String) { Self.remove(at: file(name)) }
    static func remove(at path: String) { unsafe unlink(path) }
}
