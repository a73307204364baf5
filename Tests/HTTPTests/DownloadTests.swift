import Crypto
import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct DownloadTests {
    let client = HTTPClient(userAgent: "tests")
    let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    private func names(in folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }

    @Test(arguments: [LoopbackReply.Framing.length(nil), .chunked, .untilClose])
    func theBodyLiesInTheFileAndItsHashIsKnown(framing: LoopbackReply.Framing) async throws {
        let folder = try TemporaryFolder()
        let content = content
        let server = try LoopbackServer { request in
            request.path == "/old"
                ? LoopbackReply(302, headers: [("Location", "/new")], "moved")
                : LoopbackReply(200, steps: [.bytes(content)], framing: framing)
        }
        let path = folder.path("picture")
        _ = try folder.write("what was there before and is longer than nothing", to: "picture")
        guard case .file(let file) = try await client.download(HTTPRequest("GET", server.url + "/old"), to: path)
        else { throw Unexpected() }
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == content)
        #expect(file.path == path && file.bytes == content.count)
        #expect(file.sha256 == SHA256.digest(of: content))
        #expect(file.head == Array(content[..<64]))
    }

    private struct Unexpected: Error {}

    @Test func anEmptyFileIsAFile() async throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { _ in LoopbackReply(200) }
        let answer = try await client.download(
            HTTPRequest("GET", server.url), to: folder.path("none"), digest: .none)
        guard case .file(let file) = answer else { throw Unexpected() }
        #expect(file.bytes == 0 && file.sha256 == nil && file.head.isEmpty)
        #expect(try names(in: folder) == ["none"])
    }

    @Test(arguments: [204, 206, 404, 500])
    func anyOtherAnswerLeavesNoFile(status: Int) async throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { _ in LoopbackReply(status, status == 204 ? "" : "gone") }
        let answer = try await client.download(HTTPRequest("GET", server.url), to: folder.path("x"))
        guard case .other(let response) = answer else { throw Unexpected() }
        #expect(response.status == status)
        #expect(try names(in: folder) == [])
    }

    @Test(arguments: [
        LoopbackReply(200, steps: [.bytes([1, 2, 3]), .cut], framing: .length(10)),
        LoopbackReply(200, steps: [.bytes([1, 2, 3]), .cut], framing: .chunked),
    ])
    func anAnswerThatBreaksOffLeavesNoFile(reply: LoopbackReply) async throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { _ in reply }
        let error = await #expect(throws: HTTPError.self) {
            try await client.download(HTTPRequest("GET", server.url), to: folder.path("x"))
        }
        guard case .noAnswer = error else { throw Unexpected() }
        #expect(try names(in: folder) == [])
    }

    @Test(arguments: [LoopbackReply.Framing.length(nil), .chunked])
    func aFileThatIsTooLargeIsBrokenOff(framing: LoopbackReply.Framing) async throws {
        let folder = try TemporaryFolder()
        let gate = Latch()
        let server = try LoopbackServer { _ in
            LoopbackReply(200, steps: [.bytes([UInt8](repeating: 0, count: 2000))], framing: framing)
        }
        await #expect(throws: HTTPError.answerTooLarge(limit: 1999)) {
            try await client.download(HTTPRequest("GET", server.url, largestAnswer: 1999), to: folder.path("x"))
        }
        gate.open()
        #expect(try names(in: folder) == [])
    }

    /// Its head says so, and not a byte of the body is waited for.
    @Test func aFileThatIsSaidToBeTooLargeIsNotBegun() async throws {
        let folder = try TemporaryFolder()
        let gate = Latch()
        defer { gate.open() }
        let server = try LoopbackServer { _ in LoopbackReply(200, steps: [.wait(gate)], framing: .length(5000)) }
        await #expect(throws: HTTPError.answerTooLarge(limit: 4000)) {
            try await client.download(HTTPRequest("GET", server.url, largestAnswer: 4000), to: folder.path("x"))
        }
    }

    @Test(arguments: ["no/such/folder/x", ""])
    func nothingIsAskedForThatHasNoPlaceToGo(name: String) async throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { _ in LoopbackReply(200) }
        let error = await #expect(throws: HTTPError.self) {
            try await client.download(HTTPRequest("GET", server.url), to: folder.path(name))
        }
        guard case .notSent = error else { throw Unexpected() }
        #expect(server.connections == 0)
    }

    @Test func aDownloadThatStandsStillIsGivenUp() async throws {
        let folder = try TemporaryFolder()
        let gate = Latch()
        defer { gate.open() }
        let server = try LoopbackServer { _ in
            LoopbackReply(200, steps: [.bytes([1]), .wait(gate)], framing: .length(10))
        }
        var request = HTTPRequest("GET", server.url)
        request.stall = .milliseconds(50)
        let error = await #expect(throws: HTTPError.self) {
            try await client.download(request, to: folder.path("x"))
        }
        #expect("\(try #require(error))".contains("nothing came or went"))
        #expect(try names(in: folder) == [])
    }

    @Test func aHeadThatBreaksOffIsNoAnswer() async throws {
        let server = try DroppingServer(at: .withinAnswerHead)
        defer { server.stop() }
        let error = await #expect(throws: HTTPError.self) { try await client.send(HTTPRequest("GET", server.url)) }
        guard case .noAnswer = error else { throw Unexpected() }
    }
}
