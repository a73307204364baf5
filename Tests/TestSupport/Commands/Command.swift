/// A program to run, and what it is given.
package struct Command: Sendable {
    /// A path, or a name that is looked for in `PATH`.
    package var program: String
    package var arguments: [String]
    /// The whole environment; nil: that of the tests.
    package var environment: [String: String]?
    package var folder: String?
    package var input: Input

    package enum Input: Sendable {
        case nothing
        case bytes([UInt8])
        case file(path: String)
    }

    package init(
        _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil, folder: String? = nil,
        input: Input = .nothing
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.input = input
    }

    /// Starts it, waits for its end and returns what it left, whatever its status.
    package func run() async throws -> CommandResult { try await RunningCommand(self).result() }

    package func start() throws -> RunningCommand { try RunningCommand(self) }
}
