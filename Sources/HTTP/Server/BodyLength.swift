/// How the end of a request's body is told.
enum BodyLength: Hashable, Sendable {
    /// Bytes; 0 where the head says nothing.
    case known(Int)
    case chunked
    /// Two ways at once, or one that servers understand differently: what one takes for the end, another reads on from.
    case ambiguous

    init(_ headers: HTTPHeaders) {
        switch (headers.count(of: "content-length"), headers.count(of: "transfer-encoding")) {
        case (0, 0): self = .known(0)
        case (1, 0): self = headers.only("content-length").flatMap(Self.number).map { .known($0) } ?? .ambiguous
        case (0, 1): self = headers["transfer-encoding"]?.lowercased() == "chunked" ? .chunked : .ambiguous
        default: self = .ambiguous
        }
    }

    /// Nil for what is not all digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
