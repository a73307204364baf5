extension Adapter {
    /// Replicate: pictures and videos of many vendors' models.
    static let replicate = Adapter(
        name: "replicate",
        variables: Service.Variables(
            name: "Replicate", key: "REPLICATE_API_TOKEN", baseURL: "REPLICATE_BASE_URL",
            usualURL: "https://api.replicate.com/v1"),
        imageJobs: { model, context in QueuedImages(queue: ReplicatePredictions(model: model, context: context)) },
        video: { model, context in QueuedVideos(queue: ReplicatePredictions(model: model, context: context)) })
}
