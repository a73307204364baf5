/// Takes in an answer as libcurl hands it over: heads line by line, of which the last counts, then the body.
struct AnswerCollector {
    let limit: Int
    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    private(set) var body: [UInt8] = []
    /// Of the body, whether or not it is kept here.
    private(set) var bodyLength = 0
    private(set) var isTooLarge = false
    /// Whether any line of an answer has come, an interim one included.
    private(set) var hasBegun = false

    init(limit: Int) { self.limit = limit }

    /// True with the line that ends the head of the answer proper.
    mutating func takeHead(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var line = unsafe String(decoding: bytes, as: UTF8.self)[...]
        while let last = line.last, last.isNewline { line.removeLast() }
        if line.hasPrefix("HTTP/") {  // Another head: an interim answer or a proxy's came before.
            hasBegun = true
            headers = HTTPHeaders()
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return false
        }
        if line.isEmpty { return status >= 200 }
        guard let colon = line.firstIndex(of: ":") else { return false }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        headers.append(String(line[..<colon]), String(value.trimmingSuffix { $0 == " " || $0 == "\t" }))
        return false
    }

    /// False where the answer has grown too large and the transfer is to be broken off.
    mutating func count(_ bytes: UnsafeRawBufferPointer) -> Bool {
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
