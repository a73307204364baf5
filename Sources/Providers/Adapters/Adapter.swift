import Core

/// One service as the bot knows it: its name in the registry, the way into it, and what can be asked of it.
///
/// A slot that is nil is something that its adapter does not do. Adding a service is one such value and its line in `Adapters.all`.
struct Adapter: Sendable {
    /// What a registry entry names under `provider`.
    let name: String
    /// Where its address and key are found; nil for what works offline.
    var variables: Service.Variables?
    var image: Maker<any ImageProvider>?
    var imageGroups: Maker<any ImageGroupProvider>?
    var imageJobs: Maker<any ImageJobProvider>?
    var video: Maker<any VideoProvider>?
    var text: Maker<any TextProvider>?
    var speech: Maker<any SpeechProvider>?
    var transcription: Maker<any TranscriptionProvider>?
    var embedding: Maker<any EmbeddingProvider>?

    typealias Maker<Provider> = @Sendable (Model, AdapterContext) -> Provider
}
