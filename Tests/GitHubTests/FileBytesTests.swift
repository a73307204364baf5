import Core
import GitHub
import HTTP
import TestSupport
import Testing

@Suite struct FileBytesTests {
    private func bytes(
        _ path: String = "art/boat 1.png", _ reply: LoopbackReply
    ) async throws -> (bytes: [UInt8]?, request: LoopbackRequest?) {
        let server = try LoopbackServer { _ in reply }
        let tracker = GitHubTracker(
            apiURL: server.url, token: GitHubStandIn.token, http: HTTPClient(userAgent: "tests"), time: ManualTime())
        return (try await tracker.bytes(path, of: "acme/posters"), server.requests.first)
    }

    @Test func aFileComesAsItIs() async throws {
        let file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0, 255, 10, 13]
        let (found, request) = try await bytes(LoopbackReply(200, steps: [.bytes(file)]))
        #expect(found == file)
        #expect(request?.path == "/repos/acme/posters/contents/art/boat%201.png")
        #expect(request?.header("Accept") == "application/vnd.github.raw+json")
    }

    @Test func oneThatIsNotThereIsNone() async throws {
        #expect(try await bytes(.json(404, "{\"message\":\"Not Found\"}")).bytes == nil)
    }

    @Test func oneThatIsTooLargeIsRefused() async throws {
        await #expect(throws: TrackerError.self) {
            try await bytes(.json(403, "{\"message\":\"This API returns blobs up to 100 MB in size\"}"))
        }
    }
}
