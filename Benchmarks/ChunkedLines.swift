/// The lines of an answer that comes in chunks, read as it comes.
struct ChunkedLines {
    private enum Stage {
        case head
        /// The line with the next chunk's length.
        case length
        case chunk(left: Int)
        /// The line break behind a chunk.
        case end(left: Int)
    }

    private var stage = Stage.head
    private var line: [UInt8] = []
    /// Whether the answer's head has come whole.
    private(set) var hasBegun = false

    /// Takes bytes in, and gives each line of the answer's body that they end.
    mutating func take(_ bytes: ArraySlice<UInt8>, _ body: ([UInt8]) -> Void) {
        for byte in bytes {
            switch stage {
            case .head:
                line.append(byte)
                guard line.suffix(4).elementsEqual([13, 10, 13, 10]) else { continue }
                hasBegun = true
                next(.length)
            case .length:
                line.append(byte)
                guard byte == 10 else { continue }
                next(.chunk(left: Int(String(decoding: line.dropLast(2), as: UTF8.self), radix: 16) ?? 0))
                line = rest
            case .chunk(let left):
                if byte == 10 {
                    body(line)
                    line.removeAll(keepingCapacity: true)
                } else {
                    line.append(byte)
                }
                stage = left == 1 ? .end(left: 2) : .chunk(left: left - 1)
            case .end(let left):
                if left > 1 {
                    stage = .end(left: 1)
                } else {
                    rest = line
                    next(.length)
                }
            }
        }
    }

    /// What the chunks before have left of a line.
    private var rest: [UInt8] = []

    private mutating func next(_ stage: Stage) {
        self.stage = stage
        line.removeAll(keepingCapacity: true)
    }
}
