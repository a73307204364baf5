extension Adapter {
    /// Works offline and for nothing.
    static let draft = Adapter(
        name: "draft", image: { model, context in DraftImageProvider(model: model, queue: context.queue) },
        text: { model, _ in DraftTextProvider(model: model) })
}
