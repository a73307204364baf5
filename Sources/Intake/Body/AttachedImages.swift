import Core

/// Finds the pictures that an author attached, and takes them out of the text.
enum AttachedImages {
    /// Outside fences; what is left keeps its lines.
    static func extracted(from lines: [BodyLine]) -> (lines: [BodyLine], images: [String]) {
        var images: [String] = []
        let rest = lines.compactMap { line -> BodyLine? in
            guard line.isText else { return line }
            let before = images.count
            let text = textWithoutImages(line.text, images: &images)
            if images.count > before, text.isBlank { return nil }
            return BodyLine(text: text, place: .text)
        }
        var seen: Set<String> = []
        return (rest, images.filter { seen.insert($0).inserted })
    }

    private static func textWithoutImages(_ line: String, images: inout [String]) -> String {
        let bare = line.trimmed
        if isAttachment(bare) {
            images.append(bare)
            return ""
        }
        guard line.has(UInt8(ascii: "!"), or: UInt8(ascii: "<")) else { return line }
        var text = ""
        var rest = line[...]
        var looks = 0
        while let first = rest.first {
            let mayOpen = (first == "!" || first == "<") && looks < mostLooks
            if mayOpen { looks += 1 }
            if mayOpen, let (address, end) = markdownImage(rest) ?? htmlImage(rest) {
                if !address.isEmpty { images.append(address) }
                rest = rest[end...]
            } else {
                text.append(first)
                rest.removeFirst()
            }
        }
        return text
    }

    /// How often one line is searched for an image: a line of brackets alone must not take minutes.
    private static let mostLooks = 200

    /// A bare line as GitHub writes it for an uploaded file.
    private static func isAttachment(_ line: String) -> Bool {
        line.hasPrefix("https://") && !line.contains(where: \.isWhitespace)
            && line.contains("/user-attachments/assets/")
    }

    /// `![what it shows](address "title")` at the start of `text`.
    private static func markdownImage(_ text: Substring) -> (address: String, end: Substring.Index)? {
        guard text.hasPrefix("!["), let middle = text.place(of: "]("),
            let close = text[middle.upperBound...].firstIndex(of: ")")
        else { return nil }
        let target = text[middle.upperBound..<close].trimmed
        let address = target.prefix { !$0.isWhitespace }.filter { $0 != "<" && $0 != ">" }
        return (address, text.index(after: close))
    }

    /// `<img … src="address" …>` at the start of `text`.
    private static func htmlImage(_ text: Substring) -> (address: String, end: Substring.Index)? {
        guard text.prefix(4).lowercased() == "<img",
            text.dropFirst(4).first.map({ $0.isWhitespace || $0 == "/" }) ?? false,
            let close = text.firstIndex(of: ">")
        else { return nil }
        let tag = text[..<close]
        var address = ""
        if let source = tag.lowercased().firstRange(of: "src=") {
            let offset = tag.lowercased().distance(from: tag.lowercased().startIndex, to: source.upperBound)
            let value = tag.dropFirst(offset)
            if let quote = value.first, quote == "\"" || quote == "'" {
                address = String(value.dropFirst().prefix { $0 != quote })
            } else {
                address = String(value.prefix { !$0.isWhitespace && $0 != "/" })
            }
        }
        return (address, text.index(after: close))
    }
}
