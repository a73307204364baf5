import Testing

@testable import HTTP

@Suite struct StreamBodyTests {
    private func put(_ count: Int, into body: StreamBody) -> Bool {
        let bytes = [UInt8](repeating: 1, count: count)
        return unsafe bytes.withUnsafeBytes { unsafe body.put($0) }
    }

    @Test func whatWaitsForItsReaderIsBoundedAndOnePieceAlwaysFits() {
        let body = StreamBody()
        #expect(put(StreamBody.most + 1, into: body))
        #expect(!put(1, into: body))
        guard case .bytes(let bytes, wasFull: true) = body.take() else {
            Issue.record("nothing, or the sender is not let go on")
            return
        }
        #expect(bytes.count == StreamBody.most + 1)
        #expect(put(1, into: body) && put(1, into: body))
        guard case .bytes(let rest, wasFull: false) = body.take() else {
            Issue.record("nothing, or the sender is let go on that was not held up")
            return
        }
        #expect(rest.count == 2)
    }

    @Test func whatHasComeIsTakenBeforeItsEnd() {
        let body = StreamBody()
        #expect(put(3, into: body))
        body.end(.cancelled)
        guard case .bytes = body.take(), case .end(.cancelled) = body.take(), case .end(.cancelled) = body.take()
        else {
            Issue.record("out of order")
            return
        }
    }
}
