extension Adapter {
    /// OpenAI, and every server that speaks its language: vLLM, LiteLLM, LocalAI, Ollama.
    static let openAI = Adapter(
        name: "openai",
        variables: Service.Variables(
            name: "OpenAI", key: "OPENAI_API_KEY", baseURL: "OPENAI_BASE_URL", usualURL: "https://api.openai.com/v1"),
        image: { model, context in OpenAIImageProvider(model: model, context: context) },
        video: { model, context in OpenAIVideoProvider(model: model, context: context) },
        text: { ChatProvider(model: $0, context: $1, exhausted: OpenAICodes.exhausted) },
        speech: { OpenAISpeechProvider(model: $0, context: $1) },
        transcription: { OpenAITranscriptionProvider(model: $0, context: $1) },
        embedding: { OpenAIEmbeddingProvider(model: $0, context: $1, exhausted: OpenAICodes.exhausted) })
}
