import Foundation
import TestSupport

/// The LFS server giftless over a folder of its own.
struct Giftless {
    let server: PythonServer
    let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        let path = try folder.write(
            """
            AUTH_PROVIDERS:
              - giftless.auth.allow_anon:read_write
            TRANSFER_ADAPTERS:
              basic:
                factory: giftless.transfer.basic_streaming:factory
                options:
                  storage_class: giftless.storage.local_storage:LocalStorage
                  storage_options: {path: "\(folder.path("store"))"}
            """, to: "giftless.yaml")
        server = try await PythonServer(.giftless, environment: ["GIFTLESS_CONFIG_FILE": path])
    }

    /// The server of a repository, as `lfs.url` names it.
    func url(of repository: String) -> String { "\(server.url)/\(repository).git/info/lfs" }

    /// What it holds of a repository, by name, with when each file was written.
    func stored(_ repository: String) -> [String: Date] {
        let place = folder.path("store/\(repository)")
        var stored: [String: Date] = [:]
        for name in FileManager.default.subpaths(atPath: place) ?? [] {
            // A file that goes away meanwhile is none.
            let facts = try? FileManager.default.attributesOfItem(atPath: "\(place)/\(name)")
            guard facts?[.type] as? FileAttributeType == .typeRegular else { continue }
            stored[String(name.split(separator: "/").last ?? "")] = facts?[.modificationDate] as? Date
        }
        return stored
    }

    func content(_ repository: String, _ name: String) -> Data? {
        let place = folder.path("store/\(repository)")
        let path = FileManager.default.subpaths(atPath: place)?.first { $0.hasSuffix(name) }
        return path.flatMap { FileManager.default.contents(atPath: "\(place)/\($0)") }
    }
}
