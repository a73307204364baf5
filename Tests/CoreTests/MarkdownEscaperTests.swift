import Core
import Testing

@Suite struct MarkdownEscaperTests {
    @Test(arguments: [
        ("@ada", "@\u{200B}ada"), ("fixes #12", "fixes #\u{200B}12"), ("GH-5", "GH\u{200B}-5"), ("a|b", "a\\|b"),
        ("`x`", "\\`x\\`"), ("<!-- x -->", "&lt;\\!-- x --&gt;"), ("<b>&", "&lt;b&gt;&amp;"),
        ("a\n\n# b", "a #\u{200B} b"),
        ("![a](b)", "\\!\\[a\\]\\(b\\)"), ("https://e.org", "https:\u{200B}//e.org"),
        ("www.e.org", "www\u{200B}.e.org"),
        ("*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"), ("$x$", "&#36;x&#36;"), ("\u{202E}abc", "abc"), ("a\u{0}b", "a b"),
        ("12:30", "12:30"), ("\\|", "\\\\\\|"), ("|\u{301}", "\\|\u{301}"),
    ])
    func makesTextHarmless(text: String, expected: String) {
        #expect(MarkdownEscaper.inline(text) == expected)
    }

    @Test(arguments: [
        ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a|b", "`a\\|b`"), ("", "`  `"), ("a\nb", "`a b`"),
    ])
    func showsCodeAsWritten(text: String, expected: String) {
        #expect(MarkdownEscaper.code(text) == expected)
    }

    @Test func aBlockCannotBeClosedFromInside() {
        #expect(MarkdownEscaper.block("a\n````\nb", language: "text") == "`````text\na\n````\nb\n`````")
        #expect(MarkdownEscaper.block("a") == "```\na\n```")
    }

    @Test func cutsWhatIsTooLong() {
        #expect(MarkdownEscaper.inline("abcdef", limit: 4) == "abc…")
        #expect(MarkdownEscaper.inline("abcd", limit: 4) == "abcd")
    }
}
