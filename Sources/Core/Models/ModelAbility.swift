/// What a model can be asked for.
package enum ModelAbility: String, Hashable, Sendable, CaseIterable {
    /// Pictures from words.
    case image
    /// Pictures from pictures and words.
    case edit
    case video, text, vision, speech, transcription, embedding
}
