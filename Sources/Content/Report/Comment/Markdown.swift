import Core

/// The few pieces of GitHub's Markdown that a comment is made of; every text given is foreign unless it says so.
enum Markdown {
    /// A table whose cells are Markdown already; alignments as `-`, `:-`, `-:`.
    static func table(_ headings: [String], align: [String], rows: [[String]]) -> String {
        var lines = ["| \(headings.joined(separator: " | ")) |", "|\(align.joined(separator: "|"))|"]
        for row in rows { lines.append("| \(row.joined(separator: " | ")) |") }
        return lines.joined(separator: "\n")
    }

    /// What opens and closes on a click; `content` is Markdown already, `summary` our own words.
    static func details(_ summary: String, _ content: String) -> String {
        "<details><summary>\(summary)</summary>\n\n\(content)\n\n</details>"
    }

    /// Text that is Markdown already, linked where there is an address.
    static func link(_ markdown: String, to address: String?) -> String {
        address.map { "[\(markdown)](\(destination($0)))" } ?? markdown
    }

    /// A picture of a bounded width, so that a table keeps its shape.
    static func thumbnail(_ address: String, alt: String, width: Int) -> String {
        "<img src=\"\(destination(address))\" width=\"\(width)\" alt=\"\(attribute(PlainText.clean(alt, limit: 60)))\">"
    }

    /// Inside a tag GitHub reads no Markdown but the pipes of a table; every sign that is not plain becomes an entity.
    private static func attribute(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            let isPlain = !scalar.isASCII || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            safe += isPlain || " ,.-".unicodeScalars.contains(scalar) ? String(scalar) : "&#\(scalar.value);"
        }
        return safe
    }

    /// An address without anything that could end the link, the attribute or the table's cell.
    private static func destination(_ address: String) -> String {
        var safe = ""
        for scalar in address.unicodeScalars {
            if scalar.isASCII, scalar.value > 0x20, scalar.value < 0x7f,
                !"<>\"'()[]|\\`*_".unicodeScalars.contains(scalar)
            {
                safe.unicodeScalars.append(scalar)
            } else {
                safe += scalar == "_" || scalar == "*" ? String(scalar) : ReportLinks.percentEncoded(String(scalar))
            }
        }
        return safe
    }
}
