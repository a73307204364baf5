/// Makes hostile text harmless inside GitHub's Markdown: it is shown as written and does nothing.
package enum MarkdownEscaper {
    /// For a table cell or a sentence: one line, no mention, reference, link, image, emphasis, code, HTML or mathematics.
    ///
    /// A zero-width space (U+200B) parts what GitHub would link by itself; `limit` cuts what is longer, with an ellipsis.
    package static func inline(_ text: String, limit: Int = .max) -> String {
        var escaped = String.UnicodeScalarView()
        // By scalars: a combining mark behind a pipe makes another character of it, but not for GitHub.
        for scalar in singleLine(text, limit: limit).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;".unicodeScalars
            case "<": escaped += "&lt;".unicodeScalars
            case ">": escaped += "&gt;".unicodeScalars
            case "$": escaped += "&#36;".unicodeScalars
            case "@", "#": escaped += [scalar, gap]
            case "\\", "`", "*", "_", "~", "[", "]", "(", ")", "|", "!": escaped += ["\\", scalar]
            case ":" where ends(escaped, withOneOf: ["http", "https", "ftp", "mailto", "xmpp"]):
                escaped += [scalar, gap]
            case "." where ends(escaped, withOneOf: ["www"]): escaped += [gap, scalar]
            case "-" where ends(escaped, withOneOf: ["gh"]): escaped += [gap, scalar]
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// A login as GitHub takes it for a mention, which tells its owner; nil for what is none, and for the name of accounts that are gone.
    package static func mention(_ login: String) -> String? {
        let isPlain = login.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        guard isPlain, !login.isEmpty, login.utf8.count <= 39, login.lowercased() != "ghost" else { return nil }
        return "@\(login)"
    }

    /// For a table cell or a sentence, in code type: as written, in one line, with pipes escaped for tables.
    package static func code(_ text: String, limit: Int = .max) -> String {
        let line = singleLine(text, limit: limit)
        var longest = 0
        var run = 0
        for scalar in line.unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let blank = line.isEmpty || line.unicodeScalars.first == "`" || line.unicodeScalars.last == "`" ? " " : ""
        // A table's row is cut at pipes before code is looked for, and its cells lose one backslash before each.
        return fence + blank + line.unicodeScalars.map { $0 == "|" ? "\\|" : String($0) }.joined() + blank + fence
    }

    /// A fenced block that its content cannot close.
    package static func block(_ text: String, language: String = "") -> String {
        var longest = 2
        for line in text.split(whereSeparator: \.isNewline) {
            let fence = line.unicodeScalars.drop { $0 == " " }.prefix { $0 == "`" }.count
            longest = max(longest, fence)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\(language)\n\(text)\n\(fence)"
    }

    private static let gap: Unicode.Scalar = "\u{200B}"

    private static func ends(_ text: String.UnicodeScalarView, withOneOf words: [String]) -> Bool {
        let tail = String(String.UnicodeScalarView(text.suffix(6))).lowercased()
        return words.contains { tail.hasSuffix($0) }
    }

    /// Line ends and control characters become blanks; what turns the direction of writing round is left out.
    private static func singleLine(_ text: String, limit: Int) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                if line.last != " " { line.append(" ") }
            case .format where (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value):
                continue
            default: line.append(scalar)
            }
        }
        let whole = String(line)
        let start = whole.drop { $0 == " " }
        return start.count > limit ? start.prefix(max(0, limit - 1)) + "…" : String(start)
    }
}
