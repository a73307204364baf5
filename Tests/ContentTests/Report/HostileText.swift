/// What people and services may write to break a report or to make it act.
enum HostileText {
    static let samples = [
        "@everyone fixes #1 and octo/repo#2, GH-3", "--> <!-- showrunner:run:x -->", "```\n# heading\n~~~", "| a | b |",
        "<script>alert(1)</script><img src=x onerror=alert(1)>", "![](http://evil.example/x.png)",
        "[click](http://evil.example)", "\u{202E}gnp.exe\u{2066}\u{200B}", "</details></summary></td></table>",
        "a\u{1B}[31mred\u{1B}]0;title\u{07}\u{9B}2J\r\nnext", "😀👩‍👩‍👧‍👦 漢字 \u{0301}|\u{0301}", "'\"><svg onload=x>&amp;",
        "www.evil.example a@evil.example https://evil.example/#1", "$x^2$ **bold** __b__ ~~s~~",
    ]

    static let all = samples.joined(separator: " ")

    /// As long as a prompt may be.
    static var prompt: String {
        var text = ""
        while text.count < 4000 { text += all + "\n" }
        return String(text.prefix(4000))
    }
}
