import Foundation
import HTTP
import TestSupport
import Testing

/// Bodies that go to the disk, and answers whose length is known before they are made.
@Suite(.timeLimit(.minutes(2))) struct BodyFileTests {
    /// Takes every body into a file of its own and answers with its length and its last bytes.
    private struct Keeper: HTTPService {
        let folder: String
        let limit: Int
        let gone: Latch

        func admit(_ head: RequestHead) -> Admission {
            do throws(OpenFile.Failure) { return .file(try BodyFile(in: folder, limit: limit) { gone.open() }) } catch {
                return .refused(.text(507, error.reason))
            }
        }

        func answer(_ request: ServerRequest, _ reply: ServerReply) {
            let file = request.file
            let count = file?.count ?? -1
            let end = (try? file?.bytes(at: max(0, count - 3), count: min(3, max(0, count)))) ?? []
            let stream = ServerStream(length: end.count)
            reply.send(
                ServerResponse(
                    200, headers: [("X-Count", "\(count)")], body: end.isEmpty ? .bytes([]) : .stream(stream)))
            stream.write(end)
            stream.finish()
        }
    }

    private let folder: TemporaryFolder
    private let gone = Latch()

    init() throws { folder = try TemporaryFolder() }

    private func serve(limit: Int, in path: String? = nil) throws -> (HTTPServer, LoopbackClient) {
        let server = try HTTPServer(
            on: try ListeningSocket(ServerAddress(host: "127.0.0.1", port: 0)),
            service: Keeper(folder: path ?? folder.path, limit: limit, gone: gone))
        return (server, try LoopbackClient(port: Int(server.address.port)))
    }

    private func head(_ length: Int) -> String { "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\r\n" }

    @Test func aBodyIsKeptByteForByteAndLeavesNothing() async throws {
        let (_, client) = try serve(limit: 3 << 20)
        let body = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 / 3) }
        await client.send(head(body.count))
        await client.send(body)
        let reply = try #require(await client.reply())
        #expect(reply.status == 200 && reply["x-count"] == "\(body.count)")
        #expect(reply["content-length"] == "3" && reply["transfer-encoding"] == nil)
        #expect(reply.body == Array(body.suffix(3)))
        await gone.pass()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [], "it never had a name")
    }

    @Test func whatIsSaidToBeTooLongIsNotRead() async throws {
        let (_, client) = try serve(limit: 10)
        await client.send(head(11))
        #expect(await client.reply()?.status == 413)
        await gone.pass()
    }

    @Test func whatTurnsOutTooLongIsNotKept() async throws {
        let (_, client) = try serve(limit: 10)
        await client.send(
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n")
        #expect(await client.reply()?.status == 413)
        await gone.pass()
    }

    @Test func whoLeavesInTheMiddleLeavesNothing() async throws {
        let (_, client) = try serve(limit: 1 << 20)
        await client.send(head(1 << 20))
        await client.send([UInt8](repeating: 7, count: 1_000))
        client.leave()
        await gone.pass()
    }

    @Test func aFolderThatIsNotThereIsSaid() async throws {
        let (_, client) = try serve(limit: 10, in: folder.path("none"))
        await client.send(head(1))
        #expect(await client.reply()?.status == 507)
        await gone.pass()
    }
}
