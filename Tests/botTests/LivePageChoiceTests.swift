import Core
import Foundation
import Imaging
import TestSupport
import Testing

/// Single assets on the page: another attempt, a new one, a file of one's own, and films.
@Suite(
    .serialized, .timeLimit(.minutes(5)), .enabled(if: Browser.program != nil, "Chromium is not installed")
) struct LivePageChoiceTests {
    private func chosen(_ browser: Browser, asset: Int = 1) async throws -> String {
        try await browser.value(
            "document.querySelectorAll('.asset')[\(asset - 1)].querySelector('.picked figcaption').textContent"
        ).string ?? ""
    }

    /// Waits until the gate shows something else than it did.
    private func nextGate(_ served: ServedPage, after shown: JSONValue) async throws -> JSONValue {
        let field = "(document.querySelector('#gates input[name=shown]') || {}).value"
        try await served.browser.until("\(field) && \(field) !== '\(shown.string ?? "")'")
        return try await served.browser.value(field)
    }

    /// What the last decision has put into the log.
    private func record(_ type: String, _ served: ServedPage) async throws -> JSONValue? {
        let decision = try await served.scene.events(of: served.run).last { $0["type"] == "gate.decided" }
        return decision?["payload"]?["records"]?.array?.first { $0["type"]?.string == type }?["payload"]
    }

    @Test func anAssetIsChosenMadeAgainAndBroughtByKeyboard() async throws {
        let served = try await ServedPage()
        let browser = served.browser
        try await served.signIn()
        try await browser.open(served.page)
        var shown = try await browser.value("document.querySelector('#gates input[name=shown]').value")

        // Another attempt.
        let names = try await browser.accessibleNodes().filter { $0.role == "button" }.map(\.name)
        let choice = try #require(names.first { $0.hasPrefix("Choose this one: attempt ") && $0.hasSuffix(" of 01") })
        let number = try #require(Int(choice.split(separator: " ")[4]))
        #expect(try await !chosen(browser).contains("Attempt \(number)"))
        try await browser.value("document.getElementById('pick-1-\(number)').focus()")
        try await browser.loading { try await browser.press("Enter", text: "\r", code: 13) }
        #expect(try await browser.value("document.querySelector('.told').textContent.includes('taken in')") == true)
        shown = try await nextGate(served, after: shown)
        #expect(try await chosen(browser).contains("Attempt \(number)"), "over the stream, without another loading")

        // One more, with a seed and a prompt.
        try await browser.value("document.querySelector('#again-1 summary').focus()")
        try await browser.press("Enter", text: "\r", code: 13)
        #expect(try await browser.value("document.getElementById('again-1').open") == true)
        try await browser.value("document.getElementById('seed-1').value = '77'")
        try await browser.value("document.getElementById('prompt-1').value = 'A <b>taller</b> boat'")
        _ = try await browser.screenshot("choice-form")
        try await browser.loading {
            try await browser.value("document.querySelector('#again-1 button').click()")
        }
        shown = try await nextGate(served, after: shown)
        #expect(try await browser.value("document.querySelector('.asset').textContent.includes('seed 77')") == true)
        let wish = try await record("asset.wish", served)
        #expect(wish?["prompt"] == "A <b>taller</b> boat")
        let others = "document.querySelectorAll('.asset')[1].querySelectorAll('.attempts > li').length"
        #expect(try await browser.value(others) == 2, "the other asset is left alone")

        // A file of one's own.
        let file = served.scene.path("mine.png")
        let pixels = (0..<96 * 96 * 3).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 96) }
        try Data(try ImageCodec.encode(Raster(width: 96, height: 96, pixels: pixels), as: .png))
            .write(to: URL(filePath: file))
        try await browser.value("document.getElementById('supplying-1').open = true")
        try await browser.value("document.getElementById('place-1').value = '02'")
        try await browser.choose(file, in: "#file-1")
        _ = try await browser.screenshot("supply-form")
        try await browser.loading {
            try await browser.value("document.querySelector('#supplying-1 button').click()")
        }
        _ = try await nextGate(served, after: shown)
        #expect(try await chosen(browser, asset: 2).contains("person"))
        let made = try await record("asset.produced", served)
        #expect(made?["model"] == "page operator" && made?["key"] == "02")

        // What is no picture.
        let text = try served.scene.folder.write("<script>alert(1)</script>", to: "mine.txt")
        try await browser.value("document.getElementById('supplying-1').open = true")
        try await browser.choose(text, in: "#file-1")
        try await browser.loading {
            try await browser.value("document.querySelector('#supplying-1 button').click()")
        }
        let answer = try await browser.value("document.querySelector('main').textContent").string ?? ""
        #expect(answer.contains("can’t be used") && answer.contains("Nothing was decided"), "\(answer)")
        #expect(browser.complaints == [])
        #expect(await served.stop().status == 0)
    }

    @Test func choosingIsUsableOnAPhoneAndInTheDark() async throws {
        let served = try await ServedPage()
        let browser = served.browser
        try await served.signIn()
        for (name, width, isDark) in [("light", 1280, false), ("dark", 1280, true), ("phone", 390, true)] {
            try await browser.resize(width: width, height: width < 600 ? 844 : 1600)
            try await browser.prefer(dark: isDark)
            try await browser.open(served.page)
            try await browser.value("document.querySelectorAll('details').forEach(one => { one.open = true })")
            try await browser.value("document.getElementById('attempts').scrollIntoView()")
            _ = try await browser.screenshot("choose-\(name)")
            try await browser.value("document.getElementById('gates').scrollIntoView()")
            _ = try await browser.screenshot("gates-\(name)")
            let overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            #expect(try await browser.value(overflow) == 0, "\(name)")
            let nameless = try await browser.accessibleNodes().filter { node in
                ["button", "textbox", "combobox", "link", "image", "checkbox"].contains(node.role) && node.name.isEmpty
            }
            #expect(nameless.isEmpty, "\(name): \(nameless.map(\.role))")
            let small = try await browser.value(
                "[...document.querySelectorAll('button')].filter(one => one.getBoundingClientRect().height < 34).length"
            )
            #expect(small == 0, "\(name): what is pressed with a thumb is large enough")
        }
        #expect(browser.complaints == [])
        #expect(await served.stop().status == 0)
    }

    @Test(.enabled(if: Clips.isThere)) func aFilmPlaysAndIsLookedIntoAnywhere() async throws {
        let served = try await ServedPage(
            asking: ["kind": "video", "size": "192x108", "duration": "2", "fps": "12", "threshold": "1"])
        let browser = served.browser
        try await served.signIn()
        try await browser.open(served.page)
        #expect(try await browser.value("document.querySelectorAll('.asset video').length") == 1)
        #expect(try await browser.value("document.querySelector('video').controls") == true)
        #expect(
            try await browser.value("document.querySelector('video').getAttribute('aria-label')").string?.contains(
                "Attempt 1") == true)
        #expect(
            try await browser.value(
                "performance.getEntriesByType('resource').filter(one => one.name.includes('/files/')).length")
                == 0, "nothing of it is loaded before")
        for (name, width, isDark) in [("light", 1280, false), ("phone", 390, true)] {
            try await browser.resize(width: width, height: 844)
            try await browser.prefer(dark: isDark)
            try await browser.value("document.getElementById('attempts').scrollIntoView()")
            _ = try await browser.screenshot("film-\(name)")
            let overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            #expect(try await browser.value(overflow) == 0, "\(name)")
        }
        try await browser.value("document.querySelector('video').muted = true")
        try await browser.value("document.querySelector('video').play()")
        try await browser.until("document.querySelector('video').currentTime > 0")
        #expect(try await browser.value("Math.round(document.querySelector('video').duration)") == 2)
        try await browser.value(
            "new Promise(done => { const film = document.querySelector('video'); film.onseeked = () => done(true); film.currentTime = 1.5 })"
        )
        #expect(try await browser.value("document.querySelector('video').error") == .null)
        // What the player asks for, asked for by hand.
        let part = try await browser.value(
            """
            fetch(document.querySelector('video').src, {headers: {Range: 'bytes=4-7'}}).then(async answer =>
              [answer.status, answer.headers.get('Content-Range').split('/')[0], await answer.text()].join('|'))
            """)
        #expect(part == "206|bytes 4-7|ftyp")
        let outside = try await browser.value(
            "fetch(document.querySelector('video').src, {headers: {Range: 'bytes=99999999-'}}).then(answer => answer.status)"
        )
        #expect(outside == 416)
        #expect(browser.complaints == [])
        #expect(await served.stop().status == 0)
    }
}
