import Core
import Foundation
import TestSupport

/// The payloads that GitHub publishes, read where they lie.
enum DeliveryFixtures {
    private static let folder = "fixtures/webhooks"

    static var areThere: Bool { SharedFolder.file("\(folder)/SOURCE.md") != nil }

    /// As `issues/labeled.payload.json`; none where the folder is missing.
    static let names: [String] = {
        guard areThere, let root = SharedFolder.file(folder),
            let found = FileManager.default.enumerator(atPath: root)
        else { return [] }
        return found.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: SharedFolder.file("\(folder)/\(name)") ?? name)))
    }

    static func json(_ name: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(try bytes(name)))
    }

    /// The word in a delivery's head.
    static func event(of name: String) -> String { String(name.prefix { $0 != "/" }) }
}
