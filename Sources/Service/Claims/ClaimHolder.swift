/// Who claims issues: one state folder of one host, and in GitHub Actions one attempt of one job.
package struct ClaimHolder: Hashable, Sendable {
    /// Tells state folders apart, copies of one included.
    package let id: String
    /// For people: the host, or the page of the job.
    package let who: String
    /// The job, whatever its attempt; nil outside of GitHub Actions.
    package let job: String?
    /// Counts the attempts of the job from 1.
    package let attempt: Int

    package init(id: String, who: String, job: String? = nil, attempt: Int = 1) {
        self.id = id
        self.who = who
        self.job = job
        self.attempt = attempt
    }
}
