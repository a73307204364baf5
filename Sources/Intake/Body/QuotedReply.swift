/// Takes away what an e-mail client puts around a reply: quoted lines, and the line that says who wrote them.
enum QuotedReply {
    /// For a form, where a quotation further down may be part of an answer.
    static func removedOnTop(of lines: [BodyLine]) -> [BodyLine] {
        guard let first = lines.first(where: { !$0.text.trimmed.isEmpty }), first.isText,
            isQuotation(first.text) || isAttribution(first.text)
        else { return lines }
        return Array(
            lines.drop { $0.isText && ($0.text.trimmed.isEmpty || isQuotation($0.text) || isAttribution($0.text)) })
    }

    /// For prose: wherever they stand.
    static func removed(from lines: [BodyLine]) -> [BodyLine] {
        lines.filter { !($0.isText && (isQuotation($0.text) || isAttribution($0.text))) }
    }

    private static func isQuotation(_ line: String) -> Bool {
        line.prefix { $0 == " " }.count <= 3 && line.drop { $0 == " " }.hasPrefix(">")
    }

    /// `On Tuesday, Ada wrote:`.
    private static func isAttribution(_ line: String) -> Bool {
        let text = line.trimmed.lowercased()
        return text.hasPrefix("on ") && text.hasSuffix("wrote:")
    }
}
