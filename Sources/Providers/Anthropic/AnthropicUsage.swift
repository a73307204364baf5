import Core

/// What Anthropic counted; in a stream each count replaces the one before.
struct AnthropicUsage: Equatable {
    private var input: Int?
    private var output: Int?
    /// What was written into the service's cache, and what was read from it; neither is part of `input`.
    private var written = 0
    private var read = 0

    mutating func take(_ usage: JSONValue?) {
        input = usage?["input_tokens"]?.count ?? input
        output = usage?["output_tokens"]?.count ?? output
        written = usage?["cache_creation_input_tokens"]?.count ?? written
        read = usage?["cache_read_input_tokens"]?.count ?? read
    }

    /// Nil where the service does not say.
    var tokens: TokenCount? {
        guard let input, let output else { return nil }
        return TokenCount(input: Self.sum(input, written, read), output: output, cached: read)
    }

    /// As it is charged: writing a token into the cache for five minutes costs 1.25 of one that is not.
    var billed: TokenCount? {
        tokens.map { TokenCount(input: Self.sum($0.input, max(0, written) / 4), output: $0.output, cached: $0.cached) }
    }

    /// A broken answer may count anything.
    private static func sum(_ counts: Int...) -> Int {
        counts.reduce(0) { $0 + min(max(0, $1), 1_000_000_000) }
    }
}
