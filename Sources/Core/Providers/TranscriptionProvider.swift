/// Writes down what is said in a recording.
package protocol TranscriptionProvider: Sendable {
    var model: Model { get }

    /// What it costs at most; nil where no price is known, and then nothing is bought.
    func price(of length: Duration) -> MicroDollars?

    /// `file` is the path of a sound or video file; `language` is an ISO 639-1 code, nil where it is not known.
    func transcript(of file: String, language: String?) async throws(ProviderError) -> GeneratedText
}
