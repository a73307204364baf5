extension Adapter {
    /// Anthropic's messages.
    static let anthropic = Adapter(
        name: "anthropic",
        variables: Service.Variables(
            name: "Anthropic", key: "ANTHROPIC_API_KEY", baseURL: "ANTHROPIC_BASE_URL",
            usualURL: "https://api.anthropic.com", authorisation: .header("x-api-key")),
        text: { AnthropicTextProvider(model: $0, context: $1) })
}
