/// Makes several pictures that belong together in one call, as the scenes of a story.
package protocol ImageGroupProvider: ImageProvider {
    /// What a group costs at most; nil where no price is known, and then nothing is bought.
    func price(of request: ImageRequest, count: Int) -> MicroDollars?

    /// At most `count` pictures for one request, each with its own outcome; the model decides how many.
    ///
    /// `count` is from 2, and with the references at most the model's `group`. It throws where the call as a whole failed.
    func images(for request: ImageRequest, count: Int) async throws(ProviderError) -> GeneratedGroup
}

extension ImageGroupProvider {
    package func price(of request: ImageRequest, count: Int) -> MicroDollars? {
        price(of: request).map { $0 * count }
    }
}
