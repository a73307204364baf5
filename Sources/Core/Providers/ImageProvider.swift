/// Makes pictures from words.
package protocol ImageProvider: Sendable {
    var model: Model { get }

    /// What one picture costs at most; nil where no price is known, and then nothing is bought.
    func price(of request: ImageRequest) -> MicroDollars?

    func image(for request: ImageRequest) async throws(ProviderError) -> GeneratedMedia
}

extension ImageProvider {
    /// By the model's price list.
    package func price(of request: ImageRequest) -> MicroDollars? {
        model.price.most(for: request.size, promptBytes: request.textBytes, pictures: request.pictureCount)
    }
}
