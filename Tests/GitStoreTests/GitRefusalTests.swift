import Testing

@testable import GitStore

/// What people are told when a server takes no branch, in its own words as servers say them.
@Suite struct GitRefusalTests {
    @Test(arguments: [
        (
            "protected branch hook declined (error: GH006: Protected branch update failed for refs/heads/x. "
                + "Commits must have verified signatures.)", "BOT_SIGNING_KEY"
        ),
        (
            "push declined due to repository rule violations (error: GH013: Repository rule violations found for "
                + "refs/heads/x. - Commits must have verified signatures.)", "BOT_SIGNING_KEY"
        ),
        (
            "push declined due to repository rule violations (error: GH013: Repository rule violations found. "
                + "- Cannot create ref due to creations being restricted.)", "branchPrefix"
        ),
        ("protected branch hook declined (error: GH006: Protected branch update failed)", "exempt the bot"),
        (
            "pre-receive hook declined (GitLab: You are not allowed to push code to protected branches)",
            "exempt the bot"
        ),
        (
            "pre-receive hook declined (error: GH008: Your push referenced at least 1 unknown Git LFS object)",
            "sends them again"
        ),
        (
            "pre-receive hook declined (error: File a.mp4 is 120 MB; this exceeds GitHub's file size limit of 100 MB "
                + "error: GH001: Large files detected.)", "delivery.storage"
        ),
        (
            "refusing to allow a GitHub App to create or update workflow `a.yml` without `workflows` permission",
            "output path"
        ),
        ("permission denied", "contents: write"), ("hook declined", "Change the rule"),
    ])
    func saysWhatToDo(reason: String, words: String) {
        let text = GitError.rejected(branch: "showrunner/issue-12", reason: reason).description
        #expect(text.contains(words), "\(text)")
        #expect(text.contains("kept locally"))
    }
}
