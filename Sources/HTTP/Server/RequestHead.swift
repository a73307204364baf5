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

    /// Whether the body is said to be of a media type, which is given in lower case, whatever its parameters.
    package func hasContent(of type: String) -> Bool {
        guard var named = headers.only("content-type")?.prefix(while: { $0 != UInt8(ascii: ";") }) else { return false }
        while named.last == 0x20 { named.removeLast() }
        return named.elementsEqual(type.utf8) { $0 == $1 || ((0x41...0x5a).contains($0) && $0 | 0x20 == $1) }
    }

    /// What the head says of the body's length.
    var bodyLength: BodyLength { BodyLength(headers) }
}
