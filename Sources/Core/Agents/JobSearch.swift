/// What became of a try that was to begin a job, and whose answer was lost.
package enum JobSearch: Hashable, Sendable {
    /// Exactly one job is its; the try is suspended as if it had said so itself.
    case begun(token: String, deadline: Timestamp, records: [RoomFact] = [])
    /// The service's own list is whole and has no such job, as far as it goes by now.
    case nothing
    /// The list can't be had, or fits more than one job.
    case unknown(reason: String)
}
