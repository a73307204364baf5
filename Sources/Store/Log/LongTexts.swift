import Core
import Crypto

/// Takes long strings out of a JSON text and puts them back, so that events stay small.
///
/// A string of more than 512 bytes becomes `{"$text":"<its SHA-256>"}`. A key that looks like that mark in the original
/// gets one more `$`, so nothing that comes in can pass for a reference. Both ways work on the bytes: numbers, order and
/// blanks stay as they are, and a long string comes back in the one spelling that `JSONValue.text` gives it.
enum LongTexts {
    /// The most bytes that a string may have and stay in its payload.
    static let limit = 512

    /// A payload without its long strings, and those.
    struct Split: Hashable {
        let payload: String
        /// By the SHA-256 of their UTF-8 bytes.
        let texts: [SHA256Digest: String]
    }

    /// Nil where there is nothing to take out; then the payload is to be kept as it is.
    static func split(_ payload: String) -> Split? {
        guard payload.utf8.count > limit else { return nil }
        let bytes = Array(payload.utf8)
        var rest: [UInt8] = []
        var texts: [SHA256Digest: String] = [:]
        var copied = 0
        var position = 0
        while let token = nextString(in: bytes, from: position) {
            position = token.upperBound + 1
            if isKey(endingAt: position, in: bytes) {
                guard isMark(bytes[token]) else { continue }
                rest += bytes[copied..<token.lowerBound]
                rest.append(UInt8(ascii: "$"))
                copied = token.lowerBound
            } else if token.count > limit, let text = text(of: bytes[token]), text.utf8.count > limit {
                let digest = SHA256.digest(of: text)
                texts[digest] = text
                rest += bytes[copied..<(token.lowerBound - 1)]
                rest += opening
                rest += digest.hex.utf8
                rest += closing
                copied = position
            }
        }
        guard !texts.isEmpty else { return nil }
        rest += bytes[copied...]
        return Split(payload: String(decoding: rest, as: UTF8.self), texts: texts)
    }

    /// The payload as it was; nil where `find` does not know a text that it refers to.
    static func join<Failure: Error>(
        _ payload: String, find: (SHA256Digest) throws(Failure) -> String?
    ) throws(Failure) -> String? {
        let bytes = Array(payload.utf8)
        var whole: [UInt8] = []
        var copied = 0
        var position = 0
        while let token = nextString(in: bytes, from: position) {
            position = token.upperBound + 1
            guard isKey(endingAt: position, in: bytes), isMark(bytes[token]) else { continue }
            if token.count > mark.count {
                whole += bytes[copied..<token.lowerBound]
                copied = token.lowerBound + 1
            } else {
                let start = token.lowerBound - 2
                let end = start + opening.count + 64 + closing.count
                guard start >= copied, end <= bytes.count,
                    let digest = SHA256Digest(
                        hex: String(decoding: bytes[(start + opening.count)..<(end - closing.count)], as: UTF8.self)),
                    let text = try find(digest)
                else { return nil }
                whole += bytes[copied..<start]
                whole += JSONValue.string(text).text.utf8
                copied = end
                position = end
            }
        }
        whole += bytes[copied...]
        return String(decoding: whole, as: UTF8.self)
    }

    private static let mark = Array("$text".utf8)
    private static let opening = Array(#"{"$text":""#.utf8)
    private static let closing = Array(#""}"#.utf8)

    /// What stands between the quotation marks of the next string; nil where there is none or it does not end.
    private static func nextString(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        guard let opened = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        var position = opened + 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): return (opened + 1)..<position
            case UInt8(ascii: "\\"): position += 2
            default: position += 1
            }
        }
        return nil
    }

    /// Whether a colon follows the string that ends before `position`.
    private static func isKey(endingAt position: Int, in bytes: [UInt8]) -> Bool {
        bytes[position...].first { !($0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d) } == UInt8(ascii: ":")
    }

    /// Whether a key is `$text`, with any number of further `$` before it.
    private static func isMark(_ key: ArraySlice<UInt8>) -> Bool {
        key.count >= mark.count && key.suffix(mark.count) == mark[...]
            && key.dropLast(mark.count).allSatisfy { $0 == UInt8(ascii: "$") }
    }

    /// Nil where the text is not whole, as with half a surrogate pair; it then stays where it is.
    private static func text(of content: ArraySlice<UInt8>) -> String? {
        guard content.contains(UInt8(ascii: "\\")) else { return String(validating: content, as: UTF8.self) }
        let quoted = "\"" + String(decoding: content, as: UTF8.self) + "\""
        // What is not JSON is no text either.
        return (try? JSONValue(parsing: quoted))?.string
    }
}
