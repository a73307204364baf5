/// Makes videos, always as jobs: services take minutes, some of them hours.
package protocol VideoProvider: JobService {
    /// What the video costs at most; nil where no price is known, and then nothing is bought.
    func price(of request: VideoRequest) -> MicroDollars?

    /// Begins the job and gives its token, which is made durable before anything else happens.
    func begin(_ request: VideoRequest) async throws(ProviderError) -> String

    /// The tokens of those jobs for such a request that the service began in the window; it is looked for before it is begun again.
    ///
    /// Nil where the service has no list to look at.
    func find(_ request: VideoRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]?
}

extension VideoProvider {
    package func price(of request: VideoRequest) -> MicroDollars? {
        model.price.video?.cost(size: request.size, duration: request.duration)
    }

    package func find(_ request: VideoRequest, begun: ClosedRange<Timestamp>) async throws(ProviderError) -> [String]? {
        nil
    }
}
