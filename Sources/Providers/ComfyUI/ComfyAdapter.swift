extension Adapter {
    /// A ComfyUI server of one's own: the registry entry holds the graph that it runs.
    static let comfy = Adapter(
        name: "comfyui",
        variables: Service.Variables(name: "ComfyUI", key: nil, baseURL: "COMFYUI_URL", usualURL: nil),
        imageJobs: { model, context in ComfyImageProvider(model: model, context: context) },
        video: { model, context in ComfyVideoProvider(model: model, context: context) })
}
