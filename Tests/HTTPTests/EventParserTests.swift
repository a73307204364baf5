import HTTP
import Testing

@Suite struct EventParserTests {
    private func events(_ text: String, pieces: Int = .max) -> [ServerSentEvent] {
        var parser = EventParser()
        let bytes = Array(text.utf8)
        var events: [ServerSentEvent] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + min(pieces, bytes.count))
            events += parser.take(Array(bytes[start..<end]))
            start = end
        }
        return events
    }

    @Test(arguments: [1, 2, 3, 7, .max], ["\n", "\r\n", "\r"])
    func aStreamCutAnywhereGivesTheSameEvents(pieces: Int, lineEnd: String) {
        let text =
            "\u{feff}event: one\ndata: {\"naïve\":\ndata: \"日本語 🦊\"}\n\n: still there\n\ndata\n\ndata:no space\nid: 7\nretry: 9"
            + "\n\nevent:two\n\ndata:  two spaces\n\ndata: [DONE]\n\n"
        #expect(
            events(text.replacing("\n", with: lineEnd), pieces: pieces) == [
                ServerSentEvent(name: "one", data: "{\"naïve\":\n\"日本語 🦊\"}"), ServerSentEvent(data: ""),
                ServerSentEvent(data: "no space"), ServerSentEvent(data: " two spaces"),
                ServerSentEvent(data: "[DONE]"),
            ])
    }

    @Test func theDoneMarkIsToldFromAnswersThatSpeakOfIt() {
        #expect(events("data: [DONE]\n\n").map(\.isDone) == [true])
        #expect(events("data: {\"text\":\"[DONE]\"}\n\n").map(\.isDone) == [false])
    }

    @Test(arguments: ["data: cut", "data: cut\n", "data: cut\r\n", "event: x\n\n", ": only a comment\n\n", ""])
    func whatNoEmptyLineEndsIsNoEvent(text: String) {
        #expect(events(text) == [])
    }

    @Test func aBrokenCharacterBecomesAReplacementAndNothingWorse() {
        var parser = EventParser()
        #expect(parser.take(Array("data: a".utf8) + [0xe6, 0x97] + Array("b\n\n".utf8)).map(\.data) == ["a\u{fffd}b"])
    }
}
