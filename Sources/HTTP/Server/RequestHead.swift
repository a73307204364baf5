/// The first part of a request: everything but its body.
package struct RequestHead: Sendable {
    /// As it came: `GET`, `POST`.
    package let method: String
    /// Up to the question mark, its escapes as they came.
    package let path: String
    /// After the question mark, as it came; nil where there is none.
    package let query: String?
    package let headers: HTTPHeaders

    package init(method: String, target: String, headers: HTTPHeaders) {
        self.method = method
        let mark = target.firstIndex(of: "?")
        path = String(target[..<(mark ?? target.endIndex)])
        query = mark.map { String(target[target.index(after: $0)...]) }
        self.headers = headers
    }

    /// The media type of the body in lower case, without its parameters; nil where none is named.
    package var contentType: String? {
        guard let field = headers["content-type"] else { return nil }
        let type = field.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return type.split(separator: " ").joined().lowercased()
    }

    /// What the head says of the body's length.
    var bodyLength: BodyLength { BodyLength(headers) }
}
