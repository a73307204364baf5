import Core
import Intake
import Testing

/// Damaged requests end as a brief that survives its own JSON, or as problems: never as a crash.
@Suite struct BriefFuzzTests {
    private static let samples = [
        "### Kind\n\nimage\n\n### Prompt\n\nA boat\n\n### Count\n\n4\n\n### Size\n\n1024x768\n\n### Budget\n\n$5\n",
        "Words\n\n```yaml\nprompt: p\nsize: 64x64\nitems: [a, {id: x, prompt: b, seed: 3}]\npalette: [navy]\n```\n",
        "> old\n\n<!-- x -->![a](http://e.org/a.png)\n\n~~~\n### Seed\n~~~\n\n### Items\n\n- a\n- b\n  c\n\n### Seed\n\n7\n",
    ]
    private static let bits = [
        "#", "```", "\n", "\r\n", ":", "-", "x", "9999999999999999999999", "\u{0}", "\u{301}", "🎨", "<!--", "-->", "![",
        "](", "&a",
        "*a", "{", "}", "[", "]", "'", "\"", "\t", "  ", "%", "１", "../", "null", "~", "|", "e308", "\u{202E}", ",",
        ".",
    ]

    @Test(arguments: 1...8)
    func survivesDamage(round: UInt64) {
        var random = SplitMix64(seed: round)
        for _ in 0..<150 {
            var body = Array(Self.samples.randomElement(using: &random) ?? "")
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0...body.count, using: &random)
                if Bool.random(using: &random), place < body.count {
                    body.removeSubrange(place..<min(body.count, place + Int.random(in: 1...9, using: &random)))
                } else {
                    body.insert(contentsOf: Self.bits.randomElement(using: &random) ?? "", at: place)
                }
            }
            let issue = Core::Issue(identity: .file(path: "/a/b.md"), title: "t", body: String(body))
            do throws(BriefProblems) {
                let brief = try BriefReader().read(issue)
                #expect(Brief(json: brief.json) == brief, "\(String(body))")
                #expect(!brief.outputPath.contains("..") && brief.outputPath.hasSuffix("/"))
            } catch { #expect(!error.problems.isEmpty && error.markdown.count < 65_536) }
        }
    }
}
