import Core

extension Adapter {
    /// BytePlus ModelArk and Volcengine Ark: pictures and videos of Seedream and Seedance, chat, embeddings.
    static let ark = Adapter(
        name: "ark",
        variables: Service.Variables(
            name: "Ark", key: "ARK_API_KEY", baseURL: "ARK_BASE_URL",
            usualURL: "https://ark.ap-southeast.bytepluses.com/api/v3"),
        image: { model, context in ArkImageProvider(model: model, context: context) },
        imageGroups: { model, context in ArkImageProvider(model: model, context: context) },
        video: { model, context in ArkVideoProvider(model: model, context: context) },
        text: { ChatProvider(model: $0, context: $1, exhausted: ArkCodes.exhausted) },
        embedding: { model, context in
            // Those that see have an address of their own.
            guard model.abilities.contains(.vision) else {
                return OpenAIEmbeddingProvider(model: model, context: context, exhausted: ArkCodes.exhausted)
            }
            return ArkEmbeddingProvider(model: model, context: context)
        })
}
