package import Core
import Foundation

/// Shared folders in memory.
package actor MemoryShelf: SharedShelf {
    private var folders: [String: ShelfVersion] = [:]
    private var trees: [ShelfVersion: [String: ShelfFile]] = [:]
    private var blobs: [ShelfFile: [UInt8]] = [:]
    private var names: [[UInt8]: ShelfFile] = [:]

    package init() {}

    /// The paths of a folder as it is now.
    package func paths(of name: String) -> Set<String> {
        Set(folders[name].flatMap { trees[$0] }.map { Array($0.keys) } ?? [])
    }

    package func tips(under prefix: String) -> [String: ShelfVersion] { folders.filter { $0.key.hasPrefix(prefix) } }

    package func files(at version: ShelfVersion) throws(SharedShelfError) -> [String: ShelfFile] {
        guard let files = trees[version] else { throw .damaged(reason: "there is no \(version)") }
        return files
    }

    package func content(of file: ShelfFile, atMost limit: Int) throws(SharedShelfError) -> [UInt8] {
        guard let bytes = blobs[file], bytes.count <= limit else { throw .damaged(reason: "there is no \(file)") }
        return bytes
    }

    package func swap(_ changes: [ShelfChange]) throws(SharedShelfError) -> ShelfOutcome {
        guard changes.allSatisfy({ folders[$0.name] == $0.from }) else { return .moved }
        var versions: [String: ShelfVersion] = [:]
        for change in changes {
            var files = change.beginsAnew ? [:] : change.from.flatMap { trees[$0] } ?? [:]
            for path in change.removes { files[path] = nil }
            for (path, content) in change.puts { files[path] = try file(content) }
            let version = ShelfVersion("version \(trees.count + 1)")
            trees[version] = files
            versions[change.name] = version
        }
        folders.merge(versions) { $1 }
        return .done(versions)
    }

    private func file(_ content: ShelfChange.Content) throws(SharedShelfError) -> ShelfFile {
        let bytes: [UInt8]
        switch content {
        case .kept(let file): return file
        case .bytes(let given): bytes = given
        case .file(let path):
            guard let read = FileManager.default.contents(atPath: path) else {
                throw .storage(reason: "\(path) can't be read")
            }
            bytes = Array(read)
        }
        let file = names[bytes] ?? ShelfFile("file \(names.count + 1)")
        names[bytes] = file
        blobs[file] = bytes
        return file
    }
}
