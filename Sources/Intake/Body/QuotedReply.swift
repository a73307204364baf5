/// Takes away what an e-mail client puts around a reply: quoted lines, and the line that says who wrote them.
enum QuotedReply {
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
