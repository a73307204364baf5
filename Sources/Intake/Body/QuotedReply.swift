import Core

/// Takes away what an e-mail client puts around a reply: quoted lines, and the line that says who wrote them.
enum QuotedReply {
    /// For a form, where a quotation further down may be part of an answer.
    static func removedOnTop(of lines: [BodyLine]) -> [BodyLine] {
        guard let first = lines.first(where: { !$0.text.isBlank }), first.isText,
            isQuotation(first.text) || isAttribution(first.text)
        else { return lines }
        return Array(
            lines.drop { $0.isText && ($0.text.isBlank || isQuotation($0.text) || isAttribution($0.text)) })
    }

    /// For prose: wherever they stand.
    static func removed(from lines: [BodyLine]) -> [BodyLine] {
        lines.filter { !($0.isText && (isQuotation($0.text) || isAttribution($0.text))) }
    }

    private static func isQuotation(_ line: String) -> Bool {
        let indent = line[...].run(of: UInt8(ascii: " "))
        return indent <= 3 && line[...].dropping(bytes: indent).utf8.first == UInt8(ascii: ">")
    }

    /// `On Tuesday, Ada wrote:`.
    private static func isAttribution(_ line: String) -> Bool {
        let line = line.trimmed
        guard line.utf8.last == UInt8(ascii: ":") else { return false }
        let text = line.lowercased()
        return text.hasPrefix("on ") && text.hasSuffix("wrote:")
    }
}
