extension Adapter {
    /// AUTOMATIC1111's web UI, and what is built on it, started with `--api`.
    static let a1111 = Adapter(
        name: "a1111",
        variables: Service.Variables(name: "A1111", key: nil, baseURL: "A1111_URL", usualURL: nil),
        image: { model, context in A1111ImageProvider(model: model, context: context) })
}
