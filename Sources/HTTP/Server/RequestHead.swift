/// The first part of a request: everything but its body.
package struct RequestHead: Sendable {
    /// As it came: `GET`, `POST`.
    package let method: String
    /// Up to the question mark, its escapes as they came.
    package let path: String
    /// After the question mark, as it came; nil where there is none.
    package let query: String?
    package let headers: HTTPHeaders
    /// Who has sent it: the other end of its connection, which may be a proxy; nil where the system does not say.
    package let client: ClientAddress?

    package init(method: String, target: String, headers: HTTPHeaders, client: ClientAddress? = nil) {
        self.method = method
        self.client = client
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        path = mark.map { String(target[..<$0]) } ?? target
        query = mark.map { String(target[target.utf8.index(after: $0)...]) }
        self.headers = headers
    }

    /// Whether it came over the loopback interface, from a program of this machine: a proxy, for one.
    package var isLocal: Bool { client?.isLocal ?? false }

    /// The media type of the body in lower case, without its parameters; nil where none is named.
    package var contentType: String? {
        guard let field = headers["content-type"] else { return nil }
        var type = field.utf8.prefix { $0 != UInt8(ascii: ";") }
        while type.last == 0x20 { type.removeLast() }
        return String(Substring(type)).lowercased()
    }

    /// What the head says of the body's length.
    var bodyLength: BodyLength { BodyLength(headers) }
}
