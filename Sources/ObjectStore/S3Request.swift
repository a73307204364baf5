import Core

/// A request to a store, before it is signed.
struct S3Request: Sendable {
    var method: String
    /// `http` or `https`.
    var scheme = "https"
    /// With the port, where it is not the scheme's own.
    var host: String
    /// Begins with a slash; nothing in it is escaped.
    var path: String
    var query: [(name: String, value: String)] = []
    /// Beside those that signing adds.
    var headers: [(name: String, value: String)] = []
    /// The SHA-256 of the body, in hexadecimal digits.
    var payload: String

    static let emptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    var url: String {
        "\(scheme)://\(host)\(encodedPath)" + (query.isEmpty ? "" : "?" + encodedQuery)
    }

    var encodedPath: String { PercentEncoding.encode(path, keeping: "/") }

    /// In the order in which it is signed.
    var encodedQuery: String {
        let pairs = query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
        return pairs.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }
}
