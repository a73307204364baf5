import Core
import Crypto
import Foundation
import HTTP
import TestSupport
import Testing

@testable import ObjectStore

/// Files put into the real S3 server moto.
@Suite(.enabled("moto can't be had") { try await PythonServer.isAvailable(.moto) }) struct MotoTests {
    let folder: TemporaryFolder
    let client = HTTPClient(userAgent: "test")

    init() throws { folder = try TemporaryFolder() }

    private func place(_ server: PythonServer, bucket: String = "art", publicURL: String? = nil) -> S3Place {
        S3Place(
            endpoint: server.url, region: "us-east-1", bucket: bucket, prefix: "assets/", isPathStyle: true,
            publicURL: publicURL)
    }

    private func bucket(_ place: S3Place, largestWhole: Int = 32 << 20) -> S3Bucket {
        S3Bucket(
            place, credential: S3Credential(name: "key", secret: "secret"), http: client, largestWhole: largestWhole,
            partSize: 5 << 20)
    }

    private func file(_ count: Int, _ name: String = "film.mp4") throws -> (path: String, bytes: [UInt8], SHA256Digest)
    {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 4) }
        return (try folder.write(bytes, to: name), bytes, SHA256.digest(of: bytes))
    }

    @Test(arguments: [100_000, 12_000_000]) func keepsAFileOnceUnderItsHash(count: Int) async throws {
        let moto = try await PythonServer(.moto)
        let made = try await client.send(HTTPRequest("PUT", "\(moto.url)/art"))
        try #require(made.status == 200)
        let (path, bytes, hash) = try file(count)
        let place = place(moto)
        let bucket = bucket(place, largestWhole: 6_000_000)
        let get = place.request("GET", "assets/\(hash.hex).mp4")
        let address = try await bucket.keep(fileAt: path, bytes: count, sha256: hash, mediaType: .mp4)
        #expect(address == "\(moto.url)/art/assets/\(hash.hex).mp4")
        let stored = try await bucket.send(get)
        #expect(stored.status == 200 && stored.body == bytes)
        #expect(stored.headers["content-type"] == "video/mp4")
        let first = stored.headers["last-modified"]
        let again = try await bucket.keep(fileAt: path, bytes: count, sha256: hash, mediaType: .mp4)
        #expect(again == address)
        let after = try await bucket.send(get)
        #expect(after.headers["last-modified"] == first && after.headers["etag"] == stored.headers["etag"])
        // Nothing that was begun is left over.
        let open = try await client.send(HTTPRequest("GET", "\(moto.url)/art?uploads="))
        #expect(!String(decoding: open.body, as: UTF8.self).contains("<UploadId>"))
    }

    @Test func aBucketIsAskedWithoutLeavingAnything() async throws {
        let moto = try await PythonServer(.moto)
        _ = try await client.send(HTTPRequest("PUT", "\(moto.url)/art"))
        try await bucket(place(moto)).check()
        let open = try await client.send(HTTPRequest("GET", "\(moto.url)/art?uploads="))
        #expect(!String(decoding: open.body, as: UTF8.self).contains("<UploadId>"))
        let all = try await client.send(HTTPRequest("GET", "\(moto.url)/art"))
        #expect(!String(decoding: all.body, as: UTF8.self).contains("<Key>"))
        let other = place(moto, bucket: "none")
        await #expect(throws: S3Error.noBucket("none", store: other.name)) { try await bucket(other).check() }
    }

    @Test func neverOverwritesWhatLiesThere() async throws {
        let moto = try await PythonServer(.moto)
        _ = try await client.send(HTTPRequest("PUT", "\(moto.url)/art"))
        let (path, _, hash) = try file(1000)
        let place = place(moto)
        let key = "assets/\(hash.hex).mp4"
        _ = try await client.send(HTTPRequest("PUT", "\(moto.url)/art/\(key)", body: .bytes([1, 2, 3])))
        await #expect(throws: S3Error.taken(address: place.address(of: key))) {
            try await bucket(place).keep(fileAt: path, bytes: 1000, sha256: hash, mediaType: .mp4)
        }
        var put = place.request("PUT", key, payload: hash.hex)
        put.headers = S3Bucket.facts(.mp4)
        let answer = try await bucket(place).sendUnlessThere(put, .parts([.file(path: path)]))
        #expect(answer.status == 412)
    }

    @Test func saysThatThereIsNoSuchBucket() async throws {
        let moto = try await PythonServer(.moto)
        let (path, _, hash) = try file(1000)
        let place = place(moto, bucket: "none")
        await #expect(throws: S3Error.noBucket("none", store: place.name)) {
            try await bucket(place).keep(fileAt: path, bytes: 1000, sha256: hash, mediaType: .mp4)
        }
    }
}
