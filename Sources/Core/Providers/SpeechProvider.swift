/// Speaks a text.
package protocol SpeechProvider: Sendable {
    var model: Model { get }

    /// What speaking the text costs at most; nil where no price is known, and then nothing is bought.
    func price(of text: String) -> MicroDollars?

    /// Sound of the text read aloud; `language` is a BCP 47 tag, `en-GB`.
    func speech(for text: String, voice: String?, language: String) async throws(ProviderError) -> GeneratedMedia
}
