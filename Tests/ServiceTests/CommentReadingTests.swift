import Content
import Core
import Service
import Testing

/// What a comment says to the bot, and what it does not.
@Suite struct CommentReadingTests {
    private func read(_ text: String) -> [CommentReading.Item] { CommentReading(text).items }

    @Test(arguments: [
        ("/approve", CommentCommand.approve(shown: nil)),
        ("  /APPROVE  ", .approve(shown: nil)),
        ("/approve 3f2a9c10ab34de56", .approve(shown: "3f2a9c10ab34de56")),
        ("/approve `3F2A9C`", .approve(shown: "3f2a9c")),
        ("/approve!", .approve(shown: nil)),
        ("/accept", .accept(shown: nil)),
        ("/reject", .reject(assets: [])),
        ("/reject 02, 03", .reject(assets: [AssetKey("02"), AssetKey("03")])),
        ("/revise less fog", .revise(text: "less fog")),
        ("/revise: 02: less fog", .revise(text: "02: less fog")),
        ("/cancel", .cancel(reason: nil)),
        ("/cancel it is the wrong ship", .cancel(reason: "it is the wrong ship")),
        ("/retry", .retry(nil)),
        ("/retry 02", .retry(AssetKey("02"))),
        ("/regenerate 02", .regenerate(AssetKey("02"), seed: nil, prompt: nil)),
        ("/regenerate 02 seed=7", .regenerate(AssetKey("02"), seed: Seed(7), prompt: nil)),
        (
            "/regenerate 02 seed=7 prompt=a red boat, at night = dark",
            .regenerate(AssetKey("02"), seed: Seed(7), prompt: "a red boat, at night = dark")
        ),
        (
            "/regenerate 02 prompt=\"a red boat\" seed=2147483647",
            .regenerate(AssetKey("02"), seed: Seed(2_147_483_647), prompt: "a red boat")
        ),
        ("/pick 02 3", .pick(AssetKey("02"), attempt: 3)),
        ("/pick 02 3 only", .pick(AssetKey("02"), attempt: 3, reach: .alone)),
        ("/regenerate 02 Only", .regenerate(AssetKey("02"), seed: nil, prompt: nil, reach: .alone)),
        ("/pick 02 #3", .pick(AssetKey("02"), attempt: 3)),
        ("/budget 12.50", .budget(MicroDollars(12_500_000))),
        ("/budget $12.50", .budget(MicroDollars(12_500_000))),
        ("/budget 3 USD", .budget(MicroDollars(3_000_000))),
        ("/status", .status), ("/plan", .plan), ("/help", .help),
        ("@showrunner, /approve", .approve(shown: nil)),
        ("@showrunner-bot[bot]: /approve", .approve(shown: nil)),
        ("@showrunner /approve", .approve(shown: nil)),
        (", /approve", .approve(shown: nil)),
        (": /approve", .approve(shown: nil)),
        ("/approve,", .approve(shown: nil)),
        ("/status:", .status),
    ])
    func readsEachCommand(text: String, command: CommentCommand) {
        #expect(read(text) == [.command(command)])
    }

    @Test(arguments: [
        "> /approve", "  > /approve", "    /approve", "\t/approve", "`/approve`", "see /approve", "- /approve",
        "1. /approve",
        "```\n/approve\n```", "~~~text\n/approve\n~~~", "```\n/approve", "<!-- /approve -->", "<!--\n/approve\n-->",
        "<!-- /approve", "look: `a\n/approve\nb` there", "``a\n/approve ` ``", "<pre>\n/approve\n</pre>",
        "<details><code>\n/approve\n</code></details>", "<blockquote>\n\n/approve\n\n</blockquote>", "/tmp/approve",
        "/approve/it",
        "/lgtm", "/close", "/", "//approve", "\\/approve", "@org/team /approve", "me@example.org /approve",
        "@ /approve",
        ",,, /approve", "approve", "/a\u{301}pprove", "", "\u{0}", "﻿",
    ])
    func takesNothingElseForACommand(text: String) {
        #expect(read(text) == [])
    }

    @Test func anUnclosedBacktickHidesNothing() {
        #expect(read("it`s fine\n/approve") == [.command(.approve(shown: nil))])
        #expect(read("`a` and `b`\n/approve") == [.command(.approve(shown: nil))])
        #expect(read("a `b\n\n/approve\n\nc` d") == [.command(.approve(shown: nil))])
    }

    @Test func readsSeveralInTheirOrderWithEitherLineEnd() {
        let text = "Good.\r\n\r\n/pick 02 1\r\nThe second is better.\r\n/budget 4\r\n> /cancel\r\n/approve"
        #expect(
            CommentReading(text).commands == [
                .pick(AssetKey("02"), attempt: 1), .budget(MicroDollars(4_000_000)), .approve(shown: nil),
            ])
    }

    @Test func aRevisionTakesTheLinesBelowIt() {
        let text = "/revise\nless fog,\n\nand the tower to the left\n\n/status\nmore"
        #expect(
            read(text) == [
                .command(.revise(text: "less fog,\n\nand the tower to the left")), .command(.status),
            ])
        #expect(read("/revise less\n> said before\nfog") == [.command(.revise(text: "less"))])
    }

    @Test(arguments: [
        ("/aprove", CommentCommand.Name.approve), ("/Aproove", .approve), ("/regenrate 02", .regenerate),
        ("/retyr", .retry), ("/budgt 3", .budget), ("/stauts", .status), ("/cancle", .cancel),
    ])
    func answersATypoWithTheNearestCommand(text: String, nearest: CommentCommand.Name) {
        let word = text.dropFirst().prefix { $0 != " " }.lowercased()
        #expect(read(text) == [.fault(.unknown(word: word, nearest: nearest))])
    }

    @Test(arguments: [
        ("/approve not yet", "only the hash"), ("/approve 02", "only the hash"), ("/approve zzzzzzzz", "only the hash"),
        ("/revise", "needs notes"), ("/revise\n> quoted", "needs notes"), ("/retry 01 02", "one asset"),
        ("/pick 02", "an asset and the number"), ("/pick 02 none", "no number"), ("/pick 02 0", "no number"),
        ("/pick 02 99999999999999999999", "no number"), ("/regenerate", "needs the asset"),
        ("/regenerate seed=3", "needs the asset"), ("/regenerate 02 seed=-1", "from 0 to 2147483647"),
        ("/regenerate 02 seed=2147483648", "from 0 to 2147483647"), ("/regenerate 02 sed=3", "did you mean 'seed='"),
        ("/regenerate 02 prompt=", "empty"), ("/regenerate 02 a red boat", "neither seed=N nor prompt="),
        ("/budget", "as 12.50"), ("/budget lots", "as 12.50"), ("/budget -3", "as 12.50"), ("/budget 1e3", "as 12.50"),
        ("/budget nan", "as 12.50"), ("/budget 1,000", "as 12.50"), ("/budget 1000001", "as 12.50"),
        ("/budget 0.0000001", "as 12.50"), ("/status now", "nothing behind it"),
    ])
    func saysWhatIsWrongWithACommand(text: String, reason: String) throws {
        let faults = CommentReading(text).faults
        #expect(faults.count == 1 && CommentReading(text).commands.isEmpty)
        guard case .wrong(_, let found)? = faults.first else {
            Testing.Issue.record("\(faults)")
            return
        }
        #expect(found.contains(reason), "\(found)")
    }

    @Test func takesNothingFromACommentThatSaysTooMuch() {
        let twenty = String(repeating: "/status\n", count: 20)
        #expect(CommentReading(twenty).commands.count == 20)
        #expect(read(twenty + "/approve") == [.fault(.tooMany(limit: 20))])
        let long = "/approve\n" + String(repeating: "x", count: CommentReading.longest)
        #expect(read(long) == [.fault(.tooLong(limit: CommentReading.longest))])
        #expect(read("/revise " + String(repeating: "n", count: 4_001)).count == 1)
        #expect(CommentReading("/revise " + String(repeating: "n", count: 4_001)).commands.isEmpty)
    }

    /// Texts that make careless readers take long; they are read in one pass, so the test ends.
    @Test(arguments: [
        String(repeating: "`", count: 65_000), String(repeating: "` `` ", count: 13_000),
        String(repeating: "`\n", count: 32_000), String(repeating: "<pre>", count: 13_000),
        String(repeating: "<!--", count: 16_000), String(repeating: "@", count: 65_000),
        "/" + String(repeating: "a", count: 65_000), String(repeating: "> ", count: 32_000),
        "/reject " + String(repeating: "a ", count: 32_000), String(repeating: "\r", count: 65_000),
        "/regenerate 02 " + String(repeating: "seed=1 ", count: 9_000),
    ])
    func readsHostileTextToItsEnd(text: String) {
        #expect(CommentReading(text).items.count <= CommentReading.mostCommands)
    }

    /// A seeded walk through texts that look like comments: nothing makes the reader stop, or say more than it may.
    @Test func survivesWhateverIsWritten() {
        let pieces = [
            "/", "approve", "/approve", "/revise ", "/budget ", "`", "```", "~~~", "\n", "\r\n", "> ", "<!--", "-->",
            "<pre>",
            "</pre>", "@bot", ",", ":", " ", "\t", "02", "seed=", "prompt=\"", "é", "\u{202e}", "\u{0}", "🛶", "\u{301}",
        ]
        var bits = SplitMix64(seed: 7)
        for _ in 0..<3_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<24, using: &bits) { text += pieces.randomElement(using: &bits) ?? "" }
            #expect(CommentReading(text).items.count <= CommentReading.mostCommands)
        }
    }
}
