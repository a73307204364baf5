/// What a model can be asked for.
package enum ModelAbility: String, Hashable, Sendable, CaseIterable {
    /// Pictures from words.
    case image
    /// Pictures that are others changed as words say.
    case edit
    /// Edits that change nothing but what a mask marks; only beside `edit`.
    case mask
    /// Pictures from words that look like others, as the same figure in another scene.
    case reference
    case video, text, vision, speech, transcription, embedding
}
