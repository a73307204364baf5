import Core
import Crypto
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import ObjectStore

/// What is made of answers that the real server does not give.
@Suite struct S3BucketTests {
    let folder: TemporaryFolder
    let client = HTTPClient(userAgent: "test")
    private let bytes = [UInt8](repeating: 9, count: 25)

    init() throws { folder = try TemporaryFolder() }

    private func keep(
        at url: String, publicURL: String? = nil, largestWhole: Int = 100, partSize: Int = 10
    ) async throws -> String {
        let place = S3Place(
            endpoint: url, region: "us-east-1", bucket: "art", prefix: "", isPathStyle: true, publicURL: publicURL)
        let bucket = S3Bucket(
            place, credential: S3Credential(name: "key", secret: "top-secret"), http: client,
            largestWhole: largestWhole, partSize: partSize, now: { Timestamp(milliseconds: 0) })
        let path = try folder.write(bytes, to: "file")
        return try await bucket.keep(
            fileAt: path, bytes: bytes.count, sha256: SHA256.digest(of: bytes), mediaType: .png)
    }

    private static func fault(_ status: Int, _ code: String, _ more: String = "") -> LoopbackReply {
        LoopbackReply(status, "<Error><Code>\(code)</Code><Message>It is so.</Message>\(more)</Error>")
    }

    @Test func sendsTheFileWithWhatIsSaidOfIt() async throws {
        let server = try LoopbackServer { LoopbackReply($0.method == "HEAD" ? 404 : 200) }
        let hash = SHA256.digest(of: bytes).hex
        let address = try await keep(at: server.url, publicURL: "https://cdn.example.org")
        #expect(address == "https://cdn.example.org/\(hash).png")
        #expect(server.requests.map(\.method) == ["HEAD", "PUT"])
        let put = server.requests[1]
        #expect(put.body == bytes && put.path == "/art/\(hash).png")
        #expect(put.header("x-amz-content-sha256") == hash)
        #expect(put.header("x-amz-date") == "19700101T000000Z")
        #expect(put.header("If-None-Match") == "*")
        #expect(put.header("Content-Type") == "image/png")
        let authorization = try #require(put.header("Authorization"))
        #expect(authorization.contains("SignedHeaders=cache-control;content-type;host;if-none-match;x-amz-"))
        #expect(!authorization.contains("top-secret"))
    }

    @Test func anUploadThatWasFasterIsAsGood() async throws {
        let server = try LoopbackServer {
            $0.method == "HEAD" ? LoopbackReply(404) : Self.fault(412, "PreconditionFailed")
        }
        _ = try await keep(at: server.url)
    }

    @Test func asksWithoutAConditionWhereTheStoreHasNone() async throws {
        let server = try LoopbackServer { request in
            if request.method == "HEAD" { return LoopbackReply(403) }
            return request.header("If-None-Match") == nil ? LoopbackReply(200) : Self.fault(501, "NotImplemented")
        }
        _ = try await keep(at: server.url)
        #expect(server.requests.map(\.method) == ["HEAD", "PUT", "PUT"])
    }

    @Test func triesAgainAfterATrouble() async throws {
        let count = Mutex(0)
        let server = try LoopbackServer { request in
            if request.method == "HEAD" { return LoopbackReply(404) }
            let turn = count.withLock { count in
                count += 1
                return count
            }
            return turn == 1 ? .hangUp : turn == 2 ? Self.fault(500, "InternalError") : LoopbackReply(200)
        }
        _ = try await keep(at: server.url)
        #expect(server.requests.count == 4)
    }

    @Test func takesBackWhatWasBegunAndNotFinished() async throws {
        let server = try LoopbackServer { request in
            switch request.method {
            case "HEAD": LoopbackReply(404)
            case "POST": LoopbackReply(200, "<R><UploadId>a+b/c</UploadId></R>")
            case "PUT":
                request.query["partNumber"] == "2"
                    ? Self.fault(403, "AccessDenied")
                    : LoopbackReply(200, headers: [("ETag", "\"x\"")])
            default: LoopbackReply(204)
            }
        }
        let error = await #expect(throws: S3Error.self) { try await keep(at: server.url, largestWhole: 20) }
        #expect(error?.description.contains("s3:PutObject") == true)
        let last = try #require(server.requests.last)
        #expect(last.method == "DELETE" && last.target.hasSuffix("?uploadId=a%2Bb%2Fc"))
    }

    @Test func sendsPartsInOrderAndSeesAnErrorInA200() async throws {
        let isWell = Mutex(true)
        let server = try LoopbackServer { request in
            switch request.method {
            case "HEAD": return LoopbackReply(404)
            case "PUT": return LoopbackReply(200, headers: [("ETag", "\"\(request.query["partNumber"] ?? "")\"")])
            case "POST" where request.target.contains("uploads="):
                return LoopbackReply(200, "<R><UploadId>u</UploadId></R>")
            case "POST":
                return isWell.withLock { $0 }
                    ? LoopbackReply(200, "<CompleteMultipartUploadResult/>") : Self.fault(200, "InternalError")
            default: return LoopbackReply(204)
            }
        }
        _ = try await keep(at: server.url, largestWhole: 20)
        #expect(server.requests.filter { $0.method == "PUT" }.map(\.bodyLength) == [10, 10, 5])
        let list = try #require(server.requests.last)
        #expect(list.text.contains("<PartNumber>3</PartNumber><ETag>&quot;3&quot;</ETag>"))
        isWell.withLock { $0 = false }
        await #expect(throws: S3Error.self) { try await keep(at: server.url, largestWhole: 20) }
        #expect(server.requests.last?.method == "DELETE")
    }

    @Test(arguments: [
        (403, "RequestTimeTooSkewed", "clock"), (403, "SignatureDoesNotMatch", "AWS_ACCESS_KEY_ID"),
        (403, "QuotaExceeded", "Make room"), (507, "XMinioStorageFull", "Make room"),
        (404, "NoSuchBucket", "no bucket"),
        (301, "PermanentRedirect", "delivery.s3.region to eu-west-1"),
        (400, "AuthorizationHeaderMalformed", "delivery.s3.region to eu-west-1"), (503, "SlowDown", "patience"),
        (400, "EntityTooLarge", "delivery.s3"), (500, "InternalError", "Resume the run later"),
    ])
    func saysWhatToDo(status: Int, code: String, words: String) async throws {
        let server = try LoopbackServer { request in
            request.method == "HEAD"
                ? LoopbackReply(404) : Self.fault(status, code, "<Region>eu-west-1</Region>")
        }
        let error = await #expect(throws: S3Error.self) { try await keep(at: server.url) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(error?.description.contains("top-secret") == false)
    }
}
