import Core
import Crypto

/// A body of `multipart/form-data` (RFC 7578): fields and files in the order in which they are added.
struct MultipartBody: Sendable {
    private var parts: [Part] = []

    private struct Part {
        let head: String
        let content: [UInt8]
    }

    mutating func add(_ name: String, _ value: String) {
        parts.append(
            Part(
                head: "Content-Disposition: form-data; name=\"\(Self.quoted(name))\"\r\n\r\n",
                content: Array(value.utf8)))
    }

    /// A file; services tell its format from `fileName` and `type`, such as `1.png` and `image/png`.
    mutating func add(_ name: String, _ content: [UInt8], fileName: String, type: String) {
        let disposition = "form-data; name=\"\(Self.quoted(name))\"; filename=\"\(Self.quoted(fileName))\""
        parts.append(
            Part(
                head:
                    "Content-Disposition: \(disposition)\r\nContent-Type: \(type.filter { $0.isASCII && !$0.isNewline })\r\n\r\n",
                content: content))
    }

    mutating func add(_ name: String, _ picture: SourcePicture, number: Int) {
        add(
            name, picture.bytes, fileName: "\(number).\(picture.mediaType.fileExtension)",
            type: picture.mediaType.rawValue)
    }

    /// The fields of a registry entry, as they would stand in JSON; null takes one away.
    mutating func add(_ options: [String: JSONValue]) {
        for (name, value) in options.sorted(by: { $0.key < $1.key }) where value != .null {
            add(name, value.string ?? value.text)
        }
    }

    /// The whole body and its type.
    ///
    /// The boundary is the hash of what it separates: whoever wrote a part could not know it and put it in.
    func encoded() -> (contentType: String, bytes: [UInt8]) {
        var hasher = SHA256()
        for part in parts {
            hasher.update(Array(part.head.utf8))
            hasher.update(part.content)
        }
        let boundary = "part-\(hasher.finish().hex.prefix(48))"
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(64) { $0 + $1.content.count + $1.head.utf8.count + 64 })
        for part in parts {
            bytes += "--\(boundary)\r\n\(part.head)".utf8
            bytes += part.content
            bytes += "\r\n".utf8
        }
        bytes += "--\(boundary)--\r\n".utf8
        return ("multipart/form-data; boundary=\(boundary)", bytes)
    }

    /// As browsers write it: what would end the quotes or the line is escaped with percent signs.
    private static func quoted(_ text: String) -> String {
        // By scalars: a CR and an LF that follow each other are one character.
        text.unicodeScalars.reduce(into: "") { quoted, scalar in
            switch scalar {
            case "\"": quoted += "%22"
            case "\r": quoted += "%0D"
            case "\n": quoted += "%0A"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
    }
}
