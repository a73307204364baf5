import Core

/// An adapter of jobs, whatever they make, with a request of its kind.
enum JobWorker: Sendable {
    case film(any VideoProvider)
    case still(any ImageJobProvider)

    var service: any JobService {
        switch self {
        case .film(let provider): provider
        case .still(let provider): provider
        }
    }

    func begin() async throws(ProviderError) -> String {
        switch self {
        case .film(let provider): try await provider.begin(JobBench.request())
        case .still(let provider): try await provider.begin(PaintBench.request())
        }
    }

    func find() async throws(ProviderError) -> [String]? {
        let window = Timestamp(milliseconds: 0)...Timestamp(milliseconds: 1_800_000_000_000)
        return switch self {
        case .film(let provider): try await provider.find(JobBench.request(), begun: window)
        case .still(let provider): try await provider.find(PaintBench.request(), begun: window)
        }
    }
}
