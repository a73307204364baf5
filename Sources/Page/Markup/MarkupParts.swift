import Core

/// Gathers a `Markup` from its literals and values.
package struct MarkupParts: StringInterpolationProtocol {
    private(set) var html = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
        html.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ literal: StaticString) { html += "\(literal)" }

    // MARK: What is HTML already

    package mutating func appendInterpolation(_ markup: Markup) { html += markup.html }

    package mutating func appendInterpolation(_ list: [Markup]) {
        for (position, markup) in list.enumerated() {
            if position > 0 { html += "\n" }
            html += markup.html
        }
    }

    package mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }

    // MARK: What is not

    package mutating func appendInterpolation(_ number: Int) { html += String(number) }

    /// In one line, without what would act instead of being read; at most `limit` scalars.
    package mutating func appendInterpolation(_ text: String, limit: Int = .max) {
        append(PlainText.clean(text, limit: limit))
    }

    /// With its line ends.
    package mutating func appendInterpolation(lines text: String, limit: Int = .max) {
        append(PlainText.clean(text, keepsLines: true, limit: limit))
    }

    /// Text of others, whose direction of writing must not touch its surroundings.
    package mutating func appendInterpolation(foreign text: String, limit: Int = .max) {
        html += "<bdi>"
        append(PlainText.clean(text, limit: limit))
        html += "</bdi>"
    }

    private mutating func append(_ text: String) {
        for byte in text.unicodeScalars {
            switch byte {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            case "`": html += "&#96;"
            default: html.unicodeScalars.append(byte)
            }
        }
    }
}
