import TestSupport
import Testing

/// `bot doctor` about the sign-in.
@Suite struct DoctorTests {
    @Test func aTokenIsTriedThoughNoRepositoryIsNamed() async throws {
        let hub = try await GitHubScene(issue: "A boat")
        let good = try await hub.scene.bot("doctor")
        #expect(good.status == 0 && good.text.contains("the token is that of showrunner-bot"), "\(good.text)")
        let bad = try await hub.scene.bot("doctor", environment: ["GITHUB_TOKEN": "revoked"])
        #expect(bad.status == 1 && bad.text.contains("BAD  github: The sign-in was refused."), "\(bad.text)")
    }
}
