import Core
import Crypto
import Testing

@testable import ObjectStore

/// The worked examples of Amazon's documentation ("Signature Calculations for the Authorization Header").
@Suite struct SignatureV4Tests {
    private let signature = SignatureV4(
        credential: S3Credential(name: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1")

    private func authorization(_ request: S3Request) throws -> String {
        let time = try #require(Timestamp("2013-05-24T00:00:00Z"))
        return try #require(signature.headers(of: request, at: time).last { $0.name == "Authorization" }?.value)
    }

    private func request(_ method: String, _ path: String, payload: String = S3Request.emptyPayload) -> S3Request {
        S3Request(method: method, host: "examplebucket.s3.amazonaws.com", path: path, payload: payload)
    }

    @Test func getsAnObject() throws {
        var request = request("GET", "/test.txt")
        request.headers = [("Range", "bytes=0-9")]
        #expect(
            try authorization(request)
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test func putsAnObject() throws {
        var request = request(
            "PUT", "/test$file.text", payload: SHA256.digest(of: "Welcome to Amazon S3.").hex)
        request.headers = [("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")]
        #expect(
            try authorization(request).hasSuffix(
                "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                    + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
        #expect(request.url == "https://examplebucket.s3.amazonaws.com/test%24file.text")
    }

    @Test func signsAQueryWithoutAValueAndASortedOne() throws {
        var lifecycle = request("GET", "/")
        lifecycle.query = [("lifecycle", "")]
        #expect(
            try authorization(lifecycle).hasSuffix(
                "=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))
        var list = request("GET", "/")
        list.query = [("prefix", "J"), ("max-keys", "2")]
        #expect(
            try authorization(list).hasSuffix("=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))
    }

    @Test func aLentSignInIsSentAndSigned() throws {
        let lent = SignatureV4(
            credential: S3Credential(name: "A", secret: "B", session: "token"), region: "us-east-1")
        let headers = lent.headers(of: request("GET", "/"), at: Timestamp(milliseconds: 0))
        #expect(headers.contains { $0.name == "x-amz-security-token" && $0.value == "token" })
        #expect(headers.last?.value.contains("x-amz-date;x-amz-security-token,") == true)
    }

    @Test func placesABucketInThePathOrInTheHost() {
        func place(_ endpoint: String, path: Bool, publicURL: String? = nil) -> S3Place {
            S3Place(
                endpoint: endpoint, region: "eu-central-1", bucket: "art", prefix: "a b/", isPathStyle: path,
                publicURL: publicURL)
        }
        #expect(
            place("https://s3.example.org:443", path: true).address(of: "k.png") == "https://s3.example.org/art/k.png")
        #expect(place("http://Host:9000", path: false).address(of: "k.png") == "http://art.host:9000/k.png")
        #expect(
            place("https://s3.example.org", path: true, publicURL: "https://cdn.example.org/x").address(of: "a b/k.png")
                == "https://cdn.example.org/x/a%20b/k.png")
    }

    @Test func saysWhichVariableIsMissing() {
        #expect(throws: S3Error.noCredential(variable: "AWS_ACCESS_KEY_ID")) {
            try S3Credential(environment: ["AWS_SECRET_ACCESS_KEY": "x"])
        }
        #expect(throws: S3Error.noCredential(variable: "AWS_SECRET_ACCESS_KEY")) {
            try S3Credential(environment: ["AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": ""])
        }
        #expect("\(S3Credential(name: "A", secret: "hidden"))" == "A:…")
    }
}
