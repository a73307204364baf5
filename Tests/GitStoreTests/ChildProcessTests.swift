import Testing

@testable import GitStore

@Suite struct ChildProcessTests {
    /// A hook of a local repository runs with what the child was given.
    @Test func keysOfTheBotAreNotHandedToAChild() {
        let own = [
            "PATH=/usr/bin", "SSH_AUTH_SOCK=/run/agent", "GITHUB_TOKEN=ghp_1", "ARK_API_KEY=k", "BOT_WEBHOOK_SECRET=s",
            "BOT_APP_PRIVATE_KEY=-----BEGIN", "proxy_password=p", "GIT_DIR=/elsewhere", "EMPTY=",
        ]
        #expect(
            ChildProcess.environment(own, with: ["GIT_DIR": nil, "LC_ALL": "C"])
                == ["PATH=/usr/bin", "SSH_AUTH_SOCK=/run/agent", "EMPTY=", "LC_ALL=C"])
    }
}
