package import Core

/// A service of pictures that works in its own time, among those that answer on the spot: it is chosen and priced as they are.
package struct PendingImages: ImageProvider {
    package let jobs: any ImageJobProvider

    package init(_ jobs: any ImageJobProvider) { self.jobs = jobs }

    package var model: Model { jobs.model }
    package func price(of request: ImageRequest) -> MicroDollars? { jobs.price(of: request) }

    package func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia {
        throw .refused(reason: "\(model.name) makes pictures as jobs only")
    }
}
