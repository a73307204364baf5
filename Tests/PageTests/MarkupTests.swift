import Page
import Testing

/// Whatever stands in an issue or a model's answer is shown, and never obeyed.
@Suite struct MarkupTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload=\"x", "&quot; onload=&quot;x"), ("' onload='x", "&#39; onload=&#39;x"), ("`x`", "&#96;x&#96;"),
        ("a & b &lt;", "a &amp; b &amp;lt;"), ("a\u{0}b\u{1b}[31m", "ab[31m"), ("\u{202e}txt.exe", "txt.exe"),
        ("one\ntwo", "one two"),
    ])
    func textIsEscapedWhereverItStands(text: String, escaped: String) {
        let content: Markup = "<p>\(text)</p>"
        #expect(content.html == "<p>\(escaped)</p>")
        let attribute: Markup = "<img alt=\"\(text)\">"
        #expect(attribute.html == "<img alt=\"\(escaped)\">")
        let foreign: Markup = "<p>\(foreign: text)</p>"
        #expect(foreign.html == "<p><bdi>\(escaped)</bdi></p>")
    }

    @Test func markupGoesInAsItIs() {
        let inner: Markup = "<b>\("<i>")</b>"
        let outer: Markup = "<p>\(inner)\([inner, inner])\(7)</p>"
        #expect(outer.html == "<p><b>&lt;i&gt;</b><b>&lt;i&gt;</b>\n<b>&lt;i&gt;</b>7</p>")
    }

    @Test func linesAreKeptWhereTheyAreWanted() {
        let text: Markup = "\(lines: "a<\r\nb")"
        #expect(text.html == "a&lt;\nb")
        let short: Markup = "\("abcdef", limit: 3)"
        #expect(short.html == "abc…" || short.html == "ab…")
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b", "https://a\"b", "https://a'b",
        "https://a\u{e9}", " https://a", "https://a<b", "",
    ])
    func onlyAddressesOfTheWebAreLinked(text: String) { #expect(WebAddress(text) == nil) }

    @Test func addressIsKept() {
        #expect(WebAddress("https://github.com/a/b/pull/7?x=1#y")?.text == "https://github.com/a/b/pull/7?x=1#y")
    }
}
