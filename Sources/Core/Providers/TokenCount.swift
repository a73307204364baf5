/// How many tokens one answer took, as the service counted.
package struct TokenCount: Hashable, Sendable {
    /// All that went in, what came from the service's cache included.
    package let input: Int
    /// All that came out, thinking included.
    package let output: Int
    /// Of `input`, what came from the service's cache.
    package let cached: Int

    /// What went in and what came out.
    package var all: Int { min(max(0, input), 1 << 40) + min(max(0, output), 1 << 40) }

    package init(input: Int, output: Int, cached: Int = 0) {
        self.input = input
        self.output = output
        self.cached = cached
    }
}
