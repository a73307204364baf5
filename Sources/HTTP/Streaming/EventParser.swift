/// Reads events out of bytes that come in pieces, cut anywhere: within a line, a line end or a character.
///
/// An event that no empty line has ended is none: the sender was cut off within it.
package struct EventParser: Sendable {
    /// What has come of a line that is not ended.
    private var line: [UInt8] = []
    /// Whether the last byte was a carriage return: then a line feed is part of the same line end.
    private var hasReturned = false
    private var isFirstLine = true
    private var name: String?
    private var data: String?

    package init() {}

    /// Takes in the next bytes and gives the events that they complete.
    package mutating func take(_ bytes: [UInt8]) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        var rest = bytes[...]
        if hasReturned, let first = rest.first {
            hasReturned = false
            if first == UInt8(ascii: "\n") { rest.removeFirst() }
        }
        while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            line += rest[..<end]
            let isReturn = rest[end] == UInt8(ascii: "\r")
            rest = rest[(end + 1)...]
            if isReturn {
                if rest.first == UInt8(ascii: "\n") { rest.removeFirst() } else { hasReturned = rest.isEmpty }
            }
            if let event = endLine() { events.append(event) }
        }
        line += rest
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        var text = String(decoding: line, as: UTF8.self)
        line.removeAll(keepingCapacity: line.capacity < 1 << 16)
        if isFirstLine, text.unicodeScalars.first == "\u{feff}" { text.unicodeScalars.removeFirst() }
        isFirstLine = false
        guard !text.isEmpty else {
            defer { (name, data) = (nil, nil) }
            return data.map { ServerSentEvent(name: name, data: $0) }
        }
        let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
        var value = colon.map { text[text.utf8.index(after: $0)...] } ?? ""
        if value.utf8.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch text[..<(colon ?? text.endIndex)] {
        case "event": name = value.isEmpty ? nil : String(value)
        case "data": data = data.map { $0 + "\n" + value } ?? String(value)
        default: break  // A comment, by which a sender says that it is still there, or what nobody here needs.
        }
        return nil
    }
}
