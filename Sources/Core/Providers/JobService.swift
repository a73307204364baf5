/// A service that works in its own time: a job is begun, looked at and fetched in separate calls, by any process.
///
/// A job's `token` is all that the adapter needs to find it again, in one line of at most 500 bytes, and holds no secret.
package protocol JobService: Sendable {
    var model: Model { get }

    /// How long to leave a job alone between two looks.
    var pace: Duration { get }

    /// How the job stands; throws what it failed by.
    func look(at token: String) async throws(ProviderError) -> JobState

    /// The job is not wanted any more. Best effort: some services can't stop what has begun.
    func cancel(_ token: String) async throws(ProviderError)
}
