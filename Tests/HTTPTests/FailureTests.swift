import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct FailureTests {
    let client = HTTPClient(userAgent: "tests")

    /// Where a connection may break after the request went out.
    @Test(arguments: [
        LoopbackReply.hangUp,
        LoopbackReply(200, steps: [.cut], framing: .length(10)),
        LoopbackReply(200, steps: [.bytes([1, 2, 3]), .cut], framing: .length(10)),
        LoopbackReply(200, steps: [.bytes([1, 2, 3]), .cut], framing: .chunked),
    ])
    func takesABrokenAnswerForAnUnknownOutcome(reply: LoopbackReply) async throws {
        let server = try LoopbackServer { _ in reply }
        for isPaid in [true, false] {
            let request = HTTPRequest("POST", server.url + "/pay?key=secret", body: .bytes([1]), isPaid: isPaid)
            let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
            guard case .noAnswer(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.hasPrefix("POST \(server.url)/pay: "))
        }
    }

    @Test func tellsATimeOutAfterTheRequestWasSent() async throws {
        let gate = Latch()
        let server = try LoopbackServer { _ in
            await gate.pass()
            return LoopbackReply(200)
        }
        await #expect(throws: HTTPError.timedOut(after: .milliseconds(50), sent: true)) {
            try await client.send(HTTPRequest("POST", server.url, body: .bytes([1]), timeout: .milliseconds(50)))
        }
        gate.open()
    }

    @Test func abortsATransferWhoseTaskIsCancelled() async throws {
        let gate = Latch()
        let server = try LoopbackServer { _ in
            await gate.pass()
            return LoopbackReply(200)
        }
        let client = client
        let sending = Task { () -> HTTPError? in
            do throws(HTTPError) {
                _ = try await client.send(HTTPRequest("GET", server.url))
                return nil
            } catch {
                return error
            }
        }
        _ = await server.requests(atLeast: 1)
        sending.cancel()
        #expect(await sending.value == .cancelled)
        gate.open()
        #expect(try await client.send(HTTPRequest("GET", server.url)).status == 200)
    }

    @Test func startsNothingForATaskThatIsAlreadyCancelled() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200) }
        let client = client
        let gate = Latch()
        let sending = Task { () -> HTTPError? in
            await gate.pass()  // Returns because of the cancellation.
            do throws(HTTPError) {
                _ = try await client.send(HTTPRequest("GET", server.url))
                return nil
            } catch {
                return error
            }
        }
        sending.cancel()
        #expect(await sending.value == .cancelled)
        #expect(server.connections == 0)
    }

    /// Cancellation meets transfers at every stage (queued, connecting, sent, answered), and each must end once.
    @Test func endsEveryTransferOfACancelledGroup() async throws {
        let server = try LoopbackServer { _ in LoopbackReply(200, "ok") }
        let client = client
        let outcomes = await withTaskGroup(of: HTTPError?.self) { group in
            for _ in 0..<120 {
                group.addTask {
                    do throws(HTTPError) {
                        _ = try await client.send(HTTPRequest("GET", server.url))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            var outcomes: [HTTPError?] = [await group.next() ?? nil]
            group.cancelAll()
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        #expect(outcomes.count == 120)
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .cancelled })
    }

    @Test func endsWhatIsUnderWayAtShutdown() async throws {
        let gate = Latch()
        let server = try LoopbackServer { _ in
            await gate.pass()
            return LoopbackReply(200)
        }
        let client = HTTPClient(userAgent: "tests")
        async let outcome = #expect(throws: HTTPError.cancelled) {
            try await client.send(HTTPRequest("GET", server.url))
        }
        _ = await server.requests(atLeast: 1)
        await client.shutdown()
        _ = await outcome
        gate.open()
    }

    /// The trap to avoid: libcurl repeats a request by itself where a reused connection closes before an answer.
    @Test(arguments: [(true, false), (false, true), (false, false)])
    func sendsOnceWhatMustNotBeRepeated(isPaid: Bool, isSentOnce: Bool) async throws {
        let server = try LoopbackServer { request in request.path == "/pay" ? .hangUp : LoopbackReply(200) }
        _ = try await client.send(HTTPRequest("GET", server.url + "/warm"))
        var request = HTTPRequest("POST", server.url + "/pay", body: .bytes([1]), isPaid: isPaid)
        request.isSentOnce = isSentOnce
        let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
        guard case .noAnswer = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(server.requests.count == (isPaid || isSentOnce ? 2 : 3))
    }

    @Test func repeatsAStreamedBodyFromItsFirstByteOnAFreshConnection() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 9, count: 200_000), to: "body")
        let server = try LoopbackServer { request in
            request.path == "/push" && request.connection == 1 ? .hangUp : LoopbackReply(200)
        }
        _ = try await client.send(HTTPRequest("GET", server.url + "/warm"))
        let answer = try await client.send(
            HTTPRequest("POST", server.url + "/push", body: .parts([.bytes([1]), .file(path: path)])))
        #expect(answer.status == 200)
        #expect(server.requests.map(\.bodyLength) == [0, 200_001, 200_001])
    }
}
