/// Makes pictures as jobs.
package protocol ImageJobProvider: JobService {
    /// What one picture costs at most; nil where no price is known, and then nothing is bought.
    func price(of request: ImageRequest) -> MicroDollars?

    /// Begins the job and gives its token, which is made durable before anything else happens.
    func begin(_ request: ImageRequest) async throws(ProviderError) -> String

    /// The tokens of those jobs for such a request that the service began in the window; it is looked for before it is begun again.
    ///
    /// Nil where the service has no list to look at.
    func find(_ request: ImageRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]?
}

extension ImageJobProvider {
    package func price(of request: ImageRequest) -> MicroDollars? {
        model.price.most(for: request.size, promptBytes: request.textBytes, pictures: request.pictureCount)
    }

    package func find(_ request: ImageRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        nil
    }
}
