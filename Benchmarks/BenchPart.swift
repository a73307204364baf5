/// What a bench runs in a process beside its own.
enum BenchPart: String {
    case httpServer = "http-server"
    case httpClient = "http-client"

    func run(_ words: [String]) async throws {
        switch self {
        case .httpServer: BenchServer.run(words)
        case .httpClient: try await HTTPBenchWay.run(words)
        }
    }
}
