/// One model of a provider, as reports and sidecars name it.
package struct ModelDescription: Hashable, Sendable {
    package let provider: String
    package let name: String
    /// Whether a trained model made the media (`trainedAlgorithmicMedia`), or a plain algorithm.
    package let isTrained: Bool
    /// Whether the same seed gives the same bytes.
    package let takesSeed: Bool

    package init(provider: String, name: String, isTrained: Bool, takesSeed: Bool) {
        self.provider = provider
        self.name = name
        self.isTrained = isTrained
        self.takesSeed = takesSeed
    }
}
