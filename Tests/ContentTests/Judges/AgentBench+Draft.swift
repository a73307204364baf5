import Core
import Providers
import Testing

extension AgentBench {
    /// Keeps what the draft draws as the first attempt of an asset.
    mutating func draft(_ key: String) async throws {
        let request = ImageRequest(prompt: brief.prompt, size: brief.size, format: .png, seed: try #require(Seed(7)))
        try await make(key, bytes: try await DraftImageProvider(queue: queue).image(for: request).bytes)
    }
}
