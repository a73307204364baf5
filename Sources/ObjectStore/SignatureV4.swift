import Core
import Crypto

/// AWS Signature Version 4 of a request in its head fields.
struct SignatureV4: Sendable {
    let credential: S3Credential
    let region: String

    /// The head fields of the request, with those by which the store knows who sent it.
    func headers(of request: S3Request, at time: Timestamp) -> [(name: String, value: String)] {
        let stamp = Self.stamp(time)
        var headers = request.headers
        headers.append(("x-amz-content-sha256", request.payload))
        headers.append(("x-amz-date", stamp))
        if let session = credential.session { headers.append(("x-amz-security-token", session)) }
        let signed = (headers + [("host", request.host)]).map { (Self.lower($0.name), Self.trimmed($0.value)) }
            .sorted { $0.0 < $1.0 }
        let names = signed.map(\.0).joined(separator: ";")
        let canonical = [
            request.method, request.encodedPath, request.encodedQuery,
            signed.map { "\($0.0):\($0.1)\n" }.joined(), names, request.payload,
        ].joined(separator: "\n")
        let day = String(stamp.prefix(8))
        let scope = "\(day)/\(region)/s3/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(SHA256.digest(of: canonical).hex)"
        var key = Array("AWS4\(credential.secret)".utf8)
        for part in [day, region, "s3", "aws4_request"] { key = HMACSHA256.code(of: Array(part.utf8), key: key) }
        let signature = SHA256Digest(bytes: HMACSHA256.code(of: Array(text.utf8), key: key)).hex
        headers.append(
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=\(credential.name)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
            ))
        return headers
    }

    /// `20130524T000000Z`.
    private static func stamp(_ time: Timestamp) -> String {
        String(time.description.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
    }

    private static func lower(_ name: String) -> String { name.lowercased() }

    /// Without blanks at the ends, and with one wherever there are several.
    private static func trimmed(_ value: String) -> String {
        value.split(separator: " ").joined(separator: " ")
    }
}
