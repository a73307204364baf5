import Foundation
import HTTP
import TestSupport
import Testing

/// Who is talked to over TLS, and who is not.
@Suite(.enabled("h2 can't be had") { try await TLSServer.isAvailable() }) struct TLSTests {
    private func error(
        at url: String, trusting authorities: String?, isPaid: Bool = false
    ) async -> HTTPError? {
        let client = HTTPClient(userAgent: "tests", authorities: authorities)
        do throws(HTTPError) {
            _ = try await client.send(
                HTTPRequest("POST", url + "/ok?key=secret", body: .bytes([1]), isPaid: isPaid))
            return nil
        } catch { return error }
    }

    @Test(arguments: [true, false])
    func aCertificateOfAnUnknownAuthorityIsRefusedWithWhatToDo(isPaid: Bool) async throws {
        let server = try await TLSServer()
        guard case .untrusted(let reason) = await error(at: server.url, trusting: nil, isPaid: isPaid) else {
            throw Unexpected()
        }
        #expect(reason.hasPrefix("POST \(server.url)/ok: nobody trusted here signed its certificate; add your own"))
        #expect(reason.contains("SSL_CERT_FILE") && !reason.contains("secret"))
        #expect(try await server.counts().requests.isEmpty)
    }

    @Test(arguments: [true, false])
    func aCertificateForAnotherHostIsRefused(isPaid: Bool) async throws {
        let server = try await TLSServer()
        let error = await error(at: server.misnamed, trusting: server.authority, isPaid: isPaid)
        guard case .untrusted(let reason) = error else { throw Unexpected() }
        #expect(reason.contains("its certificate is for another host than 'localhost'"), "\(reason)")
        #expect(try await server.counts().requests.isEmpty)
    }

    @Test func anAuthorityOfOnesOwnIsTrustedWhereItIsNamed() async throws {
        let server = try await TLSServer()
        #expect(await error(at: server.url, trusting: server.authority) == nil)
        #expect(try await server.counts().requests.map(\.path) == ["/ok?key=secret"])
    }

    /// Whoever names a file trusts those in it, and nobody besides.
    @Test func aFileThatIsMissingOrHoldsNobodyIsNamed() async throws {
        let server = try await TLSServer()
        let folder = try TemporaryFolder()
        try folder.write("no certificate", to: "empty.pem")
        for path in ["/nowhere/authorities.pem", folder.path("empty.pem")] {
            guard case .untrusted(let reason) = await error(at: server.url, trusting: path) else { throw Unexpected() }
            #expect(reason.contains(path) && reason.contains("SSL_CERT_FILE"), "\(reason)")
        }
        #expect(try await server.counts().requests.isEmpty)
    }

    private struct Unexpected: Error {}
}
