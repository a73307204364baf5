import Core
import Testing

@Suite struct SharedTextTests {
    @Test(arguments: [
        ("a-b_c.d~9", "", "a-b_c.d~9"), ("a/b c", "", "a%2Fb%20c"), ("a/b c", "/", "a/b%20c"),
        ("ü?#%\"<>", "", "%C3%BC%3F%23%25%22%3C%3E"), ("\n", "", "%0A"), ("", "", ""),
    ])
    func whatAnAddressWouldTakeForItsOwnIsEscaped(text: String, kept: String, encoded: String) {
        #expect(PercentEncoding.encode(text, keeping: kept) == encoded)
    }

    @Test func aLineForATerminalHoldsNothingThatActs() {
        #expect(PlainText.line("a\u{1B}[31mb\r\nc\u{202E}d") == "a[31mb cd")
        #expect(PlainText.line(String(repeating: "x", count: 300)).count == 200)
    }

    @Test(arguments: ["../x", "/x", "", "a//b", ".git/x", "a/.GiT /x", "git~1", "a\\b", "a\u{0}"])
    func aPathThatACheckoutCouldTurnIntoAnotherIsNone(path: String) {
        #expect(RepositoryPath(path) == nil)
        #expect(RepositoryPath.fault(in: path) != nil)
    }

    @Test func aPlainPathKeepsItsParts() {
        #expect(RepositoryPath("a/b c/ü.png")?.parts == ["a", "b c", "ü.png"])
        #expect(RepositoryPath("a/b")?.text == "a/b")
    }
}
