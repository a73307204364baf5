/// What a server made of a push.
enum PushOutcome: Equatable, Sendable {
    case done
    /// The branch is not where it was thought to be.
    case moved
    case rejected(reason: String)

    /// What a per-reference refusal means; `words` are the server's `remote:` lines.
    init(refusal: String, words: String) {
        let lower = refusal.lowercased()
        let races = [
            "non-fast-forward", "fetch first", "stale info", "failed to update ref", "cannot lock ref",
            "failed to lock", "incorrect old value", "already exists",
        ]
        // GitHub says "cannot lock ref" of rules, too, but then in words that begin with GH.
        if races.contains(where: lower.contains), !words.contains("GH0") {
            self = .moved
        } else {
            let refusal = GitText.line(refusal)
            self = .rejected(reason: words.isEmpty ? refusal : "\(refusal) (\(words))")
        }
    }
}
