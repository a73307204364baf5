import Core
import Page
import Testing

/// What a stream says, line by line.
@Suite struct StreamMessageTests {
    @Test func appendIsOneMessageUnderItsPosition() throws {
        let run = try #require(RunID("run_01m80bva57wbjjsfjb8eh6ydr1"))
        let events = [7, 8].map { sequence in
            StoredEvent(
                sequence: sequence, run: run, time: Timestamp(milliseconds: 0), actor: "ada\n\nid: 9", causation: nil,
                type: "run.\"x\"", version: 1,
                payload: "{\"a\":\"\u{2028}\r\ndata: x\"}" + String(repeating: "y", count: 500))
        }
        let text = String(decoding: StreamMessage.append(Append(position: 41, events: events)), as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        #expect(lines.count == 4 && lines[0] == "id: 41" && lines[1].hasPrefix("data: {") && lines[2].isEmpty)
        let data = try JSONValue(parsing: String(lines[1].dropFirst(6)))
        #expect(data["run"]?.string == run.text && data["from"] == 7 && data["to"] == 8)
        #expect(data["events"]?.array?.compactMap { $0["sequence"]?.integer } == [7, 8])
        #expect(data["events"]?.array?.first?["text"]?.string?.unicodeScalars.count == 160)
    }
}
