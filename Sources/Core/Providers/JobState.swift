/// How a job at a service stands.
package enum JobState: Hashable, Sendable {
    /// Waiting or at work; how far, 0 to 1, where the service says.
    case working(progress: Double?)
    case done(JobResult)
    /// It has ended without a result.
    case failed(ProviderError)
}
