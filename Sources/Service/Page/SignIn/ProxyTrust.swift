import HTTP

/// The proxies that are believed when they say whom they speak for.
package struct ProxyTrust: Hashable, Sendable {
    private let ranges: [AddressRange]

    /// Nobody is believed.
    package static let nobody = ProxyTrust(ranges: [])

    private init(ranges: [AddressRange]) { self.ranges = ranges }

    /// Addresses and ranges with commas between them; nil where one of them is none.
    package init?(_ text: String) {
        var ranges: [AddressRange] = []
        for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            guard let range = AddressRange(String(word)) else { return nil }
            ranges.append(range)
        }
        self.init(ranges: ranges)
    }

    /// The client that a request comes from.
    ///
    /// Each proxy adds whom it speaks for at the end of `X-Forwarded-For`: read from there on, the first who is no proxy of
    /// ours is the client, and what stands before may be anybody's invention.
    func client(of head: RequestHead) -> ClientAddress {
        guard var client = head.client, isTrusted(client) else { return head.client ?? .unix }
        let named = head.headers.all("x-forwarded-for").flatMap { $0.split(separator: ",") }
        for word in named.reversed() {
            guard let next = ClientAddress(word.split(whereSeparator: \.isWhitespace).joined()) else { break }
            client = next
            guard isTrusted(next) else { break }
        }
        return client
    }

    private func isTrusted(_ address: ClientAddress) -> Bool { ranges.contains { $0.contains(address) } }
}
