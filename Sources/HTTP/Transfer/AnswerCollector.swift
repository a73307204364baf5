/// Takes in an answer as libcurl hands it over: heads line by line, of which the last counts, then the body.
struct AnswerCollector {
    let limit: Int
    private(set) var headers = HTTPHeaders()
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    /// Whether any line of an answer has come, an interim one included.
    private(set) var hasBegun = false

    init(limit: Int) { self.limit = limit }

    mutating func takeHead(_ bytes: UnsafeRawBufferPointer) {
        var line = unsafe String(decoding: bytes, as: UTF8.self)[...]
        while let last = line.last, last.isNewline { line.removeLast() }
        if line.hasPrefix("HTTP/") {  // Another head: an interim answer or a proxy's came before.
            hasBegun = true
            headers = HTTPHeaders()
            return
        }
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        headers.append(String(line[..<colon]), String(value.trimmingSuffix { $0 == " " || $0 == "\t" }))
    }

    /// False where the answer has grown too large and the transfer is to be broken off.
    mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= limit else {
            isTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isDropped(last) { text.removeLast() }
        return text
    }
}
