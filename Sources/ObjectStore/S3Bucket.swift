package import Core
import Crypto
import FoundationEssentials
package import HTTP

/// A bucket that files are put into, each under its own hash: what is there once stays as it is.
package struct S3Bucket: Sendable {
    package let place: S3Place
    private let signature: SignatureV4
    private let client: HTTPClient
    private let now: @Sendable () -> Timestamp
    /// Files of more bytes are sent in parts.
    let largestWhole: Int
    /// Of every part but the last, which is held in memory while it is sent; stores take no fewer than 5 MB.
    let partSize: Int

    /// How often what may be repeated is tried.
    private static let tries = 3

    package init(
        _ place: S3Place, credential: S3Credential, http client: HTTPClient,
        largestWhole: Int = 32 << 20, partSize: Int = 8 << 20,
        now: @escaping @Sendable () -> Timestamp = { Timestamp(Date()) }
    ) {
        self.place = place
        signature = SignatureV4(credential: credential, region: place.region)
        self.client = client
        self.largestWhole = largestWhole
        self.partSize = partSize
        self.now = now
    }

    /// Puts a file in, unless it is there, and gives the address under which it stays.
    ///
    /// Doing it twice sends nothing twice; nothing that lies there is ever overwritten.
    package func keep(
        fileAt path: String, bytes: Int, sha256: SHA256Digest, mediaType: MediaType
    ) async throws(S3Error) -> String {
        let key = "\(place.prefix)\(sha256.hex).\(mediaType.fileExtension)"
        if try await has(key, bytes: bytes) { return place.address(of: key) }
        if bytes > largestWhole {
            try await putInParts(path, bytes: bytes, key: key, mediaType: mediaType)
        } else {
            try await putWhole(path, sha256: sha256, key: key, mediaType: mediaType)
        }
        return place.address(of: key)
    }

    private func has(_ key: String, bytes: Int) async throws(S3Error) -> Bool {
        let response = try await send(place.request("HEAD", key))
        switch response.status {
        case 200:
            guard response.headers["content-length"].flatMap({ Int($0) }) == bytes else {
                throw .taken(address: place.address(of: key))
            }
            return true
        // Who may not list a bucket is told 403 of what is not there; the upload will show what is meant.
        case 403, 404: return false
        default: throw S3Fault(response).error(at: place)
        }
    }

    private func putWhole(
        _ path: String, sha256: SHA256Digest, key: String, mediaType: MediaType
    ) async throws(S3Error) {
        var request = place.request("PUT", key, payload: sha256.hex)
        request.headers = Self.facts(mediaType)
        let response = try await sendUnlessThere(request, .parts([.file(path: path)]))
        guard response.status == 200 || response.status == 412 else { throw S3Fault(response).error(at: place) }
    }

    /// What is stored with a file: an address by content never changes what it holds.
    static func facts(_ mediaType: MediaType) -> [(name: String, value: String)] {
        [("Content-Type", mediaType.rawValue), ("Cache-Control", "public, max-age=31536000, immutable")]
    }

    /// Sends what is to have an effect only where nothing lies at the key; a store that has no such condition is asked without.
    func sendUnlessThere(_ request: S3Request, _ body: HTTPRequest.Body) async throws(S3Error) -> HTTPResponse {
        var conditional = request
        conditional.headers.append(("If-None-Match", "*"))
        let response = try await send(conditional, body)
        let code = S3Fault(response).code
        guard response.status == 501 || ["NotImplemented", "InvalidArgument"].contains(code) else { return response }
        return try await send(request, body)
    }

    /// Makes an exchange, and again where the store or the network was the trouble: every one of them may be repeated.
    func send(
        _ request: S3Request, _ body: HTTPRequest.Body = .none, within time: Duration = .seconds(6 * 3600)
    ) async throws(S3Error) -> HTTPResponse {
        var failure = S3Error.unreachable(store: place.name, reason: "it was not asked")
        for _ in 0..<Self.tries {
            if Task.isCancelled { throw .cancelled }
            var exchange = HTTPRequest(
                request.method, request.url, headers: signature.headers(of: request, at: now()), body: body,
                timeout: time)
            exchange.stall = .seconds(120)
            do throws(HTTPError) {
                let response = try await client.send(exchange)
                guard [408, 409, 500, 502, 504].contains(response.status) else { return response }
                failure = S3Fault(response).error(at: place)
            } catch {
                if case .cancelled = error { throw .cancelled }
                failure = .unreachable(store: place.name, reason: Self.clause(error.description))
            }
        }
        throw failure
    }

    private static func clause(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}
