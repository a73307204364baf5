/// OpenAI's words for what went wrong, as far as they decide anything.
enum OpenAICodes {
    /// Codes of a 429 that no waiting mends: there is no money.
    static let exhausted: Set<String> = ["insufficient_quota", "billing_hard_limit_reached"]
}
