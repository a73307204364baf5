/// Takes in an answer as libcurl hands it over: heads line by line, of which the last counts, then the body.
struct AnswerCollector {
    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    private(set) var body: [UInt8] = []
    /// Of the body, whether or not it is kept here.
    private(set) var bodyLength = 0
    private(set) var isTooLarge = false
    /// Whether the empty line after the answer's head has come; libcurl takes a head that breaks off for a whole one.
    private(set) var isHeadWhole = false
    /// Whether any line of an answer has come, an interim one included.
    private(set) var hasBegun = false

    /// True with the line that ends the head of the answer proper.
    mutating func takeHead(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var line = unsafe String(decoding: bytes, as: UTF8.self)[...]
        while let last = line.last, last.isNewline { line.removeLast() }
        if line.hasPrefix("HTTP/") {  // Another head: an interim answer or a proxy's came before.
            hasBegun = true
            headers = HTTPHeaders()
            isHeadWhole = false
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return false
        }
        if line.isEmpty {
            guard !isHeadWhole, status >= 200 else { return false }  // Else it ends the trailers, or an interim answer.
            isHeadWhole = true
            return true
        }
        guard let colon = line.firstIndex(of: ":") else { return false }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        headers.append(String(line[..<colon]), String(value.trimmingSuffix { $0 == " " || $0 == "\t" }))
        return false
    }

    /// False where the head itself says that the body will be too large.
    mutating func announces(atMost limit: Int) -> Bool {
        guard let length = headers["content-length"].flatMap({ Int($0) }), length > limit else { return true }
        isTooLarge = true
        return false
    }

    /// For as much as the head announces, within reason: a lie costs a few megabytes of address space.
    mutating func makeRoom(atMost limit: Int) {
        guard let length = headers["content-length"].flatMap({ Int($0) }), length > 0 else { return }
        body.reserveCapacity(min(length, limit, 8 << 20))
    }

    /// False where the answer has grown too large and the transfer is to be broken off.
    mutating func count(_ bytes: UnsafeRawBufferPointer, atMost limit: Int) -> Bool {
        guard bodyLength + bytes.count <= limit else {
            isTooLarge = true
            return false
        }
        bodyLength += bytes.count
        return true
    }

    /// They were not taken and will come again.
    mutating func discount(_ bytes: UnsafeRawBufferPointer) { bodyLength -= bytes.count }

    mutating func keep(_ bytes: UnsafeRawBufferPointer) { unsafe body.append(contentsOf: bytes) }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isDropped(last) { text.removeLast() }
        return text
    }
}
