/// A step down to something poorer that still serves.
package struct Degradation: Hashable, Sendable {
    package let from: Work
    package let to: Work
    /// What is lost by it, in words that are said aloud.
    package let effect: String

    /// What a task makes, as far as something poorer could take its place.
    package enum Work: String, Hashable, Sendable, CaseIterable {
        case finalVideo, previewVideo, stillWithMotion, music, stockMusic, voice, fallbackVoice
    }
}
