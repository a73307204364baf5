/// How a job at a service stands.
package enum JobState: Sendable {
    /// Waiting or at work; how far, 0 to 1, where the service says.
    case working(progress: Double?)
    case done(JobResult)
}
