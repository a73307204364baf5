import Core
import TestSupport

extension CommandResult {
    /// Standard output as the one JSON value that it must be.
    var json: JSONValue {
        get throws {
            guard lines.count == 1 else { throw SceneError.noJSON(text) }
            return try JSONValue(parsing: text)
        }
    }

    /// Standard output as one JSON value a line.
    var jsonLines: [JSONValue] { get throws { try lines.map { try JSONValue(parsing: $0) } } }
}
