/// Makes videos; services take minutes, so the work is begun, looked after and fetched in separate calls.
package protocol VideoProvider: Sendable {
    var model: ModelDescription { get }

    /// What the video costs at most; nil where no price is known, and then nothing is bought.
    func price(of request: VideoRequest) -> MicroDollars?

    /// Begins the work and gives the service's own name for it, which is made durable before anything else happens.
    func begin(_ request: VideoRequest) async throws(ProviderError) -> String

    /// The finished video; nil while the service is still at work.
    func result(of taskID: String) async throws(ProviderError) -> GeneratedMedia?
    func cancel(_ taskID: String) async throws(ProviderError)
}
