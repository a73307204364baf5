extension HTTPRequest {
    /// The address without what may be secret in it: no user, no password, no query.
    package var printableURL: String {
        var text = url[...]
        if let query = text.firstIndex(where: { "?#".contains($0) }) { text = text[..<query] }
        guard let mark = text.firstRange(of: "://") else {
            return String(text.lastIndex(of: "@").map { text[text.index(after: $0)...] } ?? text)
        }
        let rest = text[mark.upperBound...]
        // A password may hold a slash by mistake; so everything up to the last @ goes, where a password is possible at all.
        let authority = rest.prefix { $0 != "/" }
        let port = authority.split(separator: ":", maxSplits: 1).dropFirst().first ?? ""
        guard authority.contains("@") || !port.allSatisfy(\.isNumber), let at = rest.lastIndex(of: "@") else {
            return String(text)
        }
        return String(text[..<mark.upperBound] + rest[rest.index(after: at)...])
    }

    /// Refuses what could smuggle a second request into the connection.
    func check() throws(HTTPError) {
        guard !method.isEmpty, method.utf8.allSatisfy(Self.isTokenByte) else {
            throw .notSent(reason: "the request's method is not a word")
        }
        guard let mark = url.firstRange(of: "://"), ["http", "https"].contains(url[..<mark.lowerBound].lowercased()),
            !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f })
        else { throw .invalidURL(printableURL) }
        for header in headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(Self.isTokenByte) else {
                throw .notSent(reason: "a head field of the request to \(printableURL) has no proper name")
            }
            guard !header.value.utf8.contains(where: { $0 == 0x0a || $0 == 0x0d || $0 == 0 }) else {
                throw .notSent(
                    reason:
                        "the head field \(header.name) for \(printableURL) holds a line break; is a secret set with one?"
                )
            }
        }
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
