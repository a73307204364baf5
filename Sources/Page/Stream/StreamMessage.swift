package import Core

/// What a page's stream of server-sent events says.
///
/// One append of the log is one message under the append's position: a client that has it has all of it, and a client that names it
/// when it comes again (`Last-Event-ID`) is sent what follows.
package enum StreamMessage {
    /// What a stream begins with: how long a client rests before it comes again.
    package static let opening = Array("retry: 2000\n\n".utf8)
    /// Says nothing, but that somebody is there.
    package static let heartbeat = Array(":\n\n".utf8)
    /// That what the client has seen is of no use: it is to ask for the whole page again.
    package static let reload = Array("event: reload\ndata: {}\n\n".utf8)

    /// `data` is one line of JSON: the run, the sequences of its events, and each of them with its payload cut short.
    package static func append(_ append: Append) -> [UInt8] {
        var text = "id: \(append.position)\ndata: {\"run\":\"\(append.events.first?.run.text ?? "")\""
        text +=
            ",\"from\":\(append.events.first?.sequence ?? 0),\"to\":\(append.events.last?.sequence ?? 0),\"events\":["
        for (position, event) in append.events.enumerated() {
            if position > 0 { text += "," }
            text += "{\"sequence\":\(event.sequence),\"time\":\"\(event.time)\",\"type\":\(quoted(event.type, 80))"
            text += ",\"actor\":\(quoted(event.actor, 60)),\"text\":\(quoted(event.payload, 160))}"
        }
        return Array((text + "]}\n\n").utf8)
    }

    /// A line break in it would end the message's line.
    private static func quoted(_ text: String, _ limit: Int) -> String {
        JSONValue.string(PlainText.line(text, limit: limit)).text
    }
}
