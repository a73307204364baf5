import Core
import Foundation
import TestSupport
import Testing

/// The page of `bot serve` in a browser.
@Suite(
    .serialized, .timeLimit(.minutes(5)), .enabled(if: Browser.program != nil, "Chromium is not installed")
) struct LivePageTests {
    private typealias Served = ServedPage
    private static let token = ServedPage.token

    @Test func gateIsDecidedByKeyboardAndThePageFollows() async throws {
        let served = try await Served()
        let browser = served.browser
        try await served.signIn()
        #expect(try await browser.value("document.title") == "Runs – Showrunner")
        try await browser.open("\(served.home)/runs/\(served.run)")
        #expect(try await browser.value("document.getElementById('state').textContent.includes('Waiting')") == true)

        // From the top of the page on, by the tabulator alone.
        var names: [String] = []
        while names.count < 60, names.last != "approve" {
            try await browser.press("Tab", code: 9)
            let name = try await browser.value(
                "document.activeElement.value || document.activeElement.textContent.trim()")
            names.append(name.string ?? "")
            #expect(try await browser.value("document.activeElement.matches(':focus-visible')") == true, "\(names)")
        }
        #expect(names.first == "Skip to the content" && names.last == "approve")
        try await browser.loading { try await browser.press("Enter", text: "\r", code: 13) }
        #expect(try await browser.value("document.querySelector('.told').textContent.includes('taken in')") == true)

        // From here on the page is not loaded again: what changes comes over the stream.
        try await browser.value("window.isTheSame = true")
        try await browser.until("!/Waiting|Working|Queued/.test(document.getElementById('state').textContent)")
        #expect(try await browser.value("window.isTheSame") == true)
        #expect(
            try await browser.value("document.getElementById('gates').textContent").string?
                .contains("approve by page operator") == true)
        #expect(browser.complaints == [])
        let events = try await served.scene.events(of: served.run)
        let decision = try #require(events.last { $0["type"] == "gate.decided" })
        #expect(decision["actor"] == "page operator")
        let result = await served.stop()
        #expect(result.status == 0 && !result.errorText.contains(Self.token))
    }

    @Test func whatIsBeingWrittenIsNotTakenAway() async throws {
        let served = try await Served()
        let browser = served.browser
        try await served.signIn()
        try await browser.open("\(served.home)/runs/\(served.run)")
        try await browser.until("document.getElementById('live').textContent === 'Live'")
        try await browser.value("document.querySelector('textarea').value = 'a taller mast'")
        _ = try await served.scene.bot(
            "approve", served.run, "--later", "--gate", try await gate(served), "--shown", try await shown(served))
        _ = try await served.scene.bot("resume", served.run)
        try await browser.until("!!document.querySelector('#gates .changed')")
        #expect(try await browser.value("document.querySelector('textarea').value") == "a taller mast")
        // What was written is about something that is decided: it is refused, with the reason.
        try await browser.loading {
            try await browser.value("document.querySelector('button[value=revise]').click()")
        }
        let answer = try await browser.value("document.querySelector('main').textContent").string ?? ""
        #expect(answer.contains("not taken") || answer.contains("nothing left"), "\(answer)")
        #expect(await served.stop().status == 0)
    }

    private func gate(_ served: Served) async throws -> String {
        try await served.browser.value("document.querySelector('input[name=gate]').value").string ?? ""
    }

    private func shown(_ served: Served) async throws -> String {
        try await served.browser.value("document.querySelector('input[name=shown]').value").string ?? ""
    }

    @Test func hostileTitleIsShownAndNotObeyed() async throws {
        let served = try await Served(title: "'<script>window.hit = 1</script><img src=x onerror=\"window.hit = 1\">'")
        let browser = served.browser
        try await served.signIn()
        for path in ["/", "/runs/\(served.run)", "/runs/\(served.run)/events"] {
            try await browser.open(served.home + path)
            #expect(try await browser.value("typeof window.hit") == "undefined")
            #expect(try await browser.value("document.querySelectorAll('script').length") == 1, "our own")
        }
        #expect(try await browser.value("document.body.textContent").string?.contains("<script>window.hit = 1") == true)
        #expect(browser.complaints == [], "nothing of it even tried")
        // What got into the page all the same would be kept from acting.
        try await browser.value(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">')")
        try await browser.value(
            "{ const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s) }")
        #expect(try await browser.value("typeof window.hit") == "undefined")
        #expect(await served.stop().status == 0)
    }

    @Test func pageIsUsableOnAPhoneInTheDarkAndWithoutEyes() async throws {
        let served = try await Served()
        let browser = served.browser
        try await served.signIn()
        for (name, path) in [("list", "/"), ("run", "/runs/\(served.run)"), ("events", "/runs/\(served.run)/events")] {
            try await browser.resize(width: 1280, height: 1600)
            try await browser.prefer(dark: false)
            try await browser.open(served.home + path)
            try await browser.until("[...document.images].every(image => image.loading === 'lazy' || image.complete)")
            let light = try await browser.screenshot("\(name)-light")
            try await browser.prefer(dark: true)
            let dark = try await browser.screenshot("\(name)-dark")
            #expect(light != dark && light.count > 1_000)
            try await browser.resize(width: 390, height: 844)
            let overflow = try await browser.value(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth")
            #expect(overflow == 0, "\(name) goes beyond a phone’s width")
            _ = try await browser.screenshot("\(name)-phone")

            let nodes = try await browser.accessibleNodes()
            for role in ["main", "navigation", "banner"] {
                #expect(nodes.contains { $0.role == role }, "\(name) has no \(role)")
            }
            let nameless = nodes.filter { node in
                ["link", "button", "image", "textbox", "checkbox", "table", "progressbar", "region"].contains(node.role)
                    && node.name.isEmpty
            }
            #expect(nameless.isEmpty, "\(name): \(nameless.map(\.role))")
            #expect(nodes.count { $0.role == "heading" } > 0)
        }
        #expect(browser.complaints == [])
        #expect(await served.stop().status == 0)
    }

    @Test func withoutItsScriptThePageIsWhole() async throws {
        let served = try await Served()
        let cookie = try await signedIn(served)
        let page = try await get("/runs/\(served.run)", served, cookie)
        for part in ["To decide", "Approve", "Attempts", "Cost", "Last events", "draw/01"] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(await served.stop().status == 0)
    }

    private func port(_ served: Served) throws -> Int {
        try #require(Int(served.home.split(separator: ":").last ?? ""))
    }

    private func signedIn(_ served: Served) async throws -> String {
        let body = "secret=\(Self.token)&next=/"
        let client = try LoopbackClient(port: try port(served))
        await client.send(
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let cookie = try #require(await client.reply()?["set-cookie"])
        return String(cookie.prefix { $0 != ";" })
    }

    private func get(_ path: String, _ served: Served, _ cookie: String) async throws -> String {
        let client = try LoopbackClient(port: try port(served))
        await client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\n\r\n")
        return try #require(await client.reply()).text
    }
}
