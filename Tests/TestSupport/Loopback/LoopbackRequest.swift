import Foundation

/// What a loopback server received.
package struct LoopbackRequest: Sendable {
    package let method: String
    /// As it stood in the request line, with its query.
    package let target: String
    /// In order, names as they came.
    package let headers: [(name: String, value: String)]
    /// Empty where the server keeps bodies in files or only counts them.
    package let body: [UInt8]
    package let bodyLength: Int
    /// Where the body lies, if the server keeps bodies in files.
    package let bodyFile: String?
    /// Counts the server's connections from 1.
    package let connection: Int

    /// Without the query, escapes as they came.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// Decoded; the last of a name counts.
    package var query: [String: String] {
        guard let mark = target.firstIndex(of: "?") else { return [:] }
        var values: [String: String] = [:]
        for pair in target[target.index(after: mark)...].split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.decoded)
            values[sides[0]] = sides.count > 1 ? sides[1] : ""
        }
        return values
    }

    /// The first value of a field, its name in any case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return String(spaced).removingPercentEncoding ?? String(spaced)
    }
}
