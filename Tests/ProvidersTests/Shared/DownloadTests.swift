import Core
import Foundation
import HTTP
import TestSupport
import Testing

@testable import Providers

@Suite struct DownloadTests {
    private let time = ManualTime()
    private let film = [0, 0, 0, 24] + Array("ftypisom".utf8) + [UInt8](repeating: 7, count: 300_000)

    private func download(_ server: LoopbackServer) -> Download {
        Download(
            http: HTTPClient(userAgent: "test"), places: ["127.0.0.1:\(server.port)"],
            traffic: Traffic(time: time, seed: 1))
    }

    @Test func aFilmGoesStraightToAFile() async throws {
        let folder = try TemporaryFolder()
        let film = film
        let server = try LoopbackServer { _ in LoopbackReply(200, steps: [.bytes(film)]) }
        let file = try await download(server).file(of: server.url + "/1.mp4?sig=%2Fa%20b", into: folder.path)
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: file.path))) == film)
        #expect(file.bytes == film.count && MediaType(sniffing: file.head) == .mp4)
        let request = try #require(server.requests.first)
        #expect(request.target == "/1.mp4?sig=%2Fa%20b", "a signature holds only for the address as it is")
        #expect(request.header("Authorization") == nil && request.header("x-api-key") == nil)
    }

    @Test func aBusyStoreIsAskedAgainAndEachFileHasItsOwnName() async throws {
        let folder = try TemporaryFolder()
        let film = film
        let ready = LoopbackReply(200, steps: [.bytes(film)])
        let server = try LoopbackServer(
            Script([
                LoopbackReply(503, headers: [("Retry-After", "3")]),
                LoopbackReply(200, steps: [.bytes(film), .cut], framing: .length(film.count + 1)), ready,
            ]).next)
        let download = download(server)
        let first = try await download.file(of: server.url, into: folder.path)
        #expect(time.sleeps.first == .seconds(3) && time.sleeps.count == 2)
        let second = try await download.file(of: server.url, into: folder.path)
        #expect(first.path != second.path && first.sha256 == second.sha256 && first.sha256 != nil)
    }

    @Test(
        arguments: [
            LoopbackReply(403, "<Error>expired</Error>"), LoopbackReply(404),
            LoopbackReply(302, headers: [("Location", "file:///etc/passwd")]),
            LoopbackReply(200, steps: [.bytes([UInt8](repeating: 1, count: 2000))], framing: .chunked),
            LoopbackReply(200, steps: [.bytes([UInt8](repeating: 1, count: 2000))]),
        ])
    func whatCantBeHadIsNotAskedForAgainAndLeavesNothing(reply: LoopbackReply) async throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer { _ in reply }
        await #expect(throws: Download.Failure.self) {
            try await download(server).file(of: server.url, into: folder.path, largest: 1000)
        }
        #expect(server.requests.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    /// The address of another host's network, given straight or by a redirect of an allowed place.
    @Test func noAddressLeadsToThisHostsNetwork() async throws {
        let folder = try TemporaryFolder()
        let inner = try LoopbackServer { _ in LoopbackReply(200, "secret") }
        let outer = try LoopbackServer { _ in LoopbackReply(302, headers: [("Location", inner.url)]) }
        for url in [outer.url, inner.url, "http://localhost:\(inner.port)", "http://[::1]:\(inner.port)"] {
            let error = await #expect(throws: Download.Failure.self) {
                try await download(outer).file(of: url, into: folder.path)
            }
            #expect(try #require(error).reason.contains("public address"))
        }
        #expect(inner.connections == 0)
    }
}
