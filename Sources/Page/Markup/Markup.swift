/// HTML made of our own literals and of values, which are escaped as they are put in.
///
/// A literal's type is `StaticString`, so there is no way from a text that the program was given to a `Markup` but through an
/// interpolation: foreign text is never read as HTML, wherever in a page or a quoted attribute it stands.
package struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What is sent.
    package let html: String

    package init(stringLiteral literal: StaticString) { html = "\(literal)" }
    package init(stringInterpolation parts: MarkupParts) { html = parts.html }

    private init(html: String) { self.html = html }

    package static let nothing: Markup = ""

    package var isEmpty: Bool { html.isEmpty }
}

extension Markup {
    /// One after the other, a line each.
    package init(lines: [Markup]) {
        self.init(html: lines.lazy.filter { !$0.isEmpty }.map(\.html).joined(separator: "\n"))
    }

    package static func + (left: Markup, right: Markup) -> Markup { Markup(html: left.html + right.html) }
}

extension Sequence<Markup> {
    /// With something between each two.
    package func joined(by separator: Markup) -> Markup {
        reduce(Markup.nothing) { $0.isEmpty ? $1 : $0 + separator + $1 }
    }
}
