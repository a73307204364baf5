/// Where the answer to one request goes; it is given once, by whichever thread has it.
package final class ServerReply: Sendable {
    private let slot: ReplySlot

    init(_ slot: ReplySlot) { self.slot = slot }

    /// A request that nobody answers would wait for ever.
    deinit { slot.give(.text(500, "The service has forgotten this request; its log may say why.")) }

    /// Gives the answer; a second one is dropped, and so is one whose client has gone.
    package func send(_ response: ServerResponse) { slot.give(response) }

    /// Gives many answers at once, which costs the server less than one after the other.
    package static func send(_ answers: [(reply: ServerReply, response: ServerResponse)]) {
        ReplySlot.give(answers.map { ($0.reply.slot, $0.response) })
    }
}
