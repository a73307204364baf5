extension Adapter {
    /// A ComfyUI server of one's own: the registry entry holds the graph that it runs.
    static let comfy = Adapter(
        name: "comfyui",
        variables: Service.Variables(name: "ComfyUI", key: nil, baseURL: "COMFYUI_URL", usualURL: nil),
        imageJobs: { model, context in QueuedImages(queue: ComfyServer(model: model, context: context)) },
        video: { model, context in QueuedVideos(queue: ComfyServer(model: model, context: context)) })
}
