import Foundation

/// A server with TLS and HTTP/2 on this host, under an authority of its own; it counts what it gets.
///
/// See `scripts/tls-server`.
package final class TLSServer: Sendable {
    private let server: PythonServer
    /// Its keys and certificates.
    private let folder: TemporaryFolder
    /// Offers HTTP/2 and HTTP/1.1, under a certificate for the name that stands in it.
    package let url: String
    /// The same with a certificate for another name.
    package let misnamed: String
    /// Speaks HTTP/2 to whoever comes.
    package let stubborn: String
    /// The path of the authority's certificate.
    package let authority: String

    /// What came in whole.
    package struct Request: Decodable, Sendable {
        package let `protocol`: String
        package let method: String
        package let path: String
        /// Counts connections from 1.
        package let connection: Int
    }

    package struct Counts: Decodable, Sendable {
        /// Those whose handshake was finished.
        package let connections: Int
        /// How many requests were under way at once.
        package let most: Int
        package let requests: [Request]
    }

    private struct About: Decodable {
        let ports: [String: Int]
        let authority: String
    }

    /// Whether it can be had here.
    package static func isAvailable() async throws -> Bool { try await PythonServer.isAvailable(.h2) }

    package init() async throws {
        folder = try TemporaryFolder()
        server = try await PythonServer(.h2, environment: ["TLS_SERVER_FOLDER": folder.path])
        let about = try JSONDecoder().decode(About.self, from: try await Self.told(by: server))
        func address(_ name: String) throws -> String {
            guard let port = about.ports[name] else { throw PythonServerError.notStarted(name) }
            return "https://localhost:\(port)"
        }
        url = try address("localhost")
        misnamed = try address("other")
        stubborn = try address("stubborn")
        authority = about.authority
    }

    package func counts() async throws -> Counts {
        try JSONDecoder().decode(Counts.self, from: try await Self.told(by: server))
    }

    private static func told(by server: PythonServer) async throws -> Data {
        guard let port = server.url.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw PythonServerError.notStarted(server.url)
        }
        let client = try LoopbackClient(port: port)
        await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        guard let reply = await client.reply() else { throw PythonServerError.notStarted("it answers nothing") }
        return Data(reply.body)
    }
}
