import Foundation

/// A server from PyPI at work on a port of its own; it ends with whatever holds it, or with the tests.
package final class PythonServer: Sendable {
    package let url: String
    private let command: RunningCommand

    /// The servers that `scripts/test-server` can fetch.
    package enum Kind: String, Sendable {
        case giftless
        case moto
        /// TLS and HTTP/2; see `TLSServer`.
        case h2

        fileprivate func start() throws -> String {
            switch self {
            case .giftless:
                "from giftless.wsgi_entrypoint import app; app.run(host='127.0.0.1', port=0, threaded=True)"
            case .h2: try String(contentsOf: PythonServer.root.appending(path: "scripts/tls-server"), encoding: .utf8)
            case .moto: "from moto.server import main; main(['-H', '127.0.0.1', '-p', '0'])"
            }
        }
    }

    /// Whether it is there, or could be fetched.
    package static func isAvailable(_ kind: Kind) async throws -> Bool { try await python(for: kind) != nil }

    /// Starts it and waits until it listens.
    package init(_ kind: Kind, environment: [String: String] = [:]) async throws {
        guard let python = try await Self.python(for: kind) else { throw PythonServerError.missing(kind.rawValue) }
        // It looks after its own end, should the tests be killed.
        let guardian =
            "import os, threading, time; parent = os.getppid()\n"
            + "def watch():\n    while os.getppid() == parent: time.sleep(1)\n    os._exit(0)\n"
            + "threading.Thread(target=watch, daemon=True).start()\n"
        let inherited = ProcessInfo.processInfo.environment
        command = try Command(
            python, ["-c", guardian + kind.start()],
            environment: inherited.merging(environment) { _, new in new }
        ).start()
        let mark = "Running on http://127.0.0.1:"
        while true {
            let said = command.outputSoFar + command.errorsSoFar
            if let place = said.firstRange(of: mark),
                let end = said[place.upperBound...].firstIndex(where: { !$0.isNumber })
            {
                url = "http://127.0.0.1:" + said[place.upperBound..<end]
                return
            }
            guard command.isRunning else { throw PythonServerError.notStarted(said) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL

    deinit { command.send(signal: SIGKILL) }

    private static func python(for kind: Kind) async throws -> String? {
        let result = try await Command("scripts/test-server", [kind.rawValue], folder: root.path).run()
        return result.status == 0 ? result.lines.last : nil
    }
}

/// Why there is no server.
package enum PythonServerError: Error {
    case missing(String)
    case notStarted(String)
}
