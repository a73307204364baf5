/// What a server's refusal of a branch means, and what to do about it: by GitHub's numbers, and by the words of other servers.
enum GitRefusal {
    /// The sentence that follows the server's own words.
    static func advice(for reason: String) -> String {
        let lower = reason.lowercased()
        func says(_ words: String...) -> Bool { words.contains { lower.contains($0) } }
        if says(
            "verified signature", "must be signed", "signed commits", "unsigned", "not signed", "signature required")
        {
            return
                "It takes signed commits only: set BOT_SIGNING_KEY to an SSH key without a passphrase, add its public half as a "
                + "signing key to the account of the settings' committer, then resume the run."
        }
        if says("gh008", "unknown git lfs object", "missing lfs object", "lfs objects are missing") {
            return "Git LFS there misses files of the commit: resume the run, which sends them again."
        }
        if says("gh001", "large files detected", "exceeds github's file size limit", "file size limit") {
            return
                "Set delivery.storage to lfs or s3, or delivery.largeFile to less, so that large files stay out of the commit."
        }
        if says("workflow") && says("scope", "permission") {
            return
                "The delivery would change a workflow: choose another output path, or give the token 'workflows: write'."
        }
        if says(
            "gh006", "gh013", "protected branch", "rule violation", "cannot create ref", "creations being restricted",
            "pre-receive hook declined", "protected")
        {
            return
                "A rule protects that branch: exempt the bot, or branches of its prefix, in the repository's Settings, Rules or "
                + "Branches, or choose another branchPrefix in the settings; then resume the run."
        }
        if says("permission", "denied", "not allowed", "unauthorized") {
            return "The sign-in may not push there: give a token with 'contents: write', then resume the run."
        }
        return "Change the rule, then resume the run."
    }
}
