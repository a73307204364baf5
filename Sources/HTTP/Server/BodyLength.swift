/// How the end of a request's body is told.
enum BodyLength: Hashable, Sendable {
    /// Bytes; 0 where the head says nothing.
    case known(Int)
    case chunked
    /// Two ways at once, or one that servers understand differently: what one takes for the end, another reads on from.
    case ambiguous

    init(_ headers: HTTPHeaders) {
        let lengths = headers.all("content-length")
        let codings = headers.all("transfer-encoding")
        switch (lengths.count, codings.count) {
        case (0, 0): self = .known(0)
        case (1, 0):
            guard lengths[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(lengths[0]) else {
                self = .ambiguous
                return
            }
            self = .known(length)
        case (0, 1): self = codings[0].lowercased() == "chunked" ? .chunked : .ambiguous
        default: self = .ambiguous
        }
    }
}
