extension Adapter {
    /// fal's queue: pictures and videos of many vendors' models.
    static let fal = Adapter(
        name: "fal",
        variables: Service.Variables(
            name: "fal", key: "FAL_KEY", baseURL: "FAL_BASE_URL", usualURL: "https://queue.fal.run",
            authorisation: .scheme("Key")),
        imageJobs: { model, context in QueuedImages(queue: FalQueue(model: model, context: context)) },
        video: { model, context in QueuedVideos(queue: FalQueue(model: model, context: context)) })
}
