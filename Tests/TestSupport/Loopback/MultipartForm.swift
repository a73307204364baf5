import Foundation

/// A form as a server takes it apart, by RFC 7578.
package struct MultipartForm {
    package struct File {
        package let name: String
        package let fileName: String
        package let type: String
        package let content: [UInt8]
    }

    package private(set) var fields: [String: String] = [:]
    package private(set) var files: [File] = []

    /// Nil for what is no form, or one that breaks off.
    package init?(_ request: LoopbackRequest) {
        self.init(contentType: request.header("Content-Type") ?? "", body: request.body)
    }

    package init?(contentType: String, body bytes: [UInt8]) {
        let words = contentType.components(separatedBy: "boundary=")
        guard words.count == 2, words[0] == "multipart/form-data; " else { return nil }
        let body = Data(bytes)
        let mark = Data("--\(words[1])".utf8)
        guard var place = body.range(of: mark), place.lowerBound == 0 else { return nil }
        while true {
            let after = body[place.upperBound...]
            if after.starts(with: Data("--\r\n".utf8)) { return }
            guard after.starts(with: Data("\r\n".utf8)),
                let end = body.range(of: Data("\r\n".utf8) + mark, in: place.upperBound..<body.endIndex),
                let blank = body.range(of: Data("\r\n\r\n".utf8), in: place.upperBound..<end.lowerBound)
            else { return nil }
            add(head: body[place.upperBound..<blank.lowerBound], content: body[blank.upperBound..<end.lowerBound])
            place = end
        }
    }

    private mutating func add(head: Data, content: Data) {
        let text = String(decoding: head, as: UTF8.self)
        func value(_ start: String, until end: Character) -> String? {
            text.range(of: start).map { String(text[$0.upperBound...].prefix { $0 != end }) }
        }
        let name = value("; name=\"", until: "\"") ?? ""
        guard let fileName = value("filename=\"", until: "\"") else {
            fields[name] = String(decoding: content, as: UTF8.self)
            return
        }
        let type = value("Content-Type: ", until: "\r\n") ?? ""
        files.append(File(name: name, fileName: fileName, type: type, content: Array(content)))
    }
}
