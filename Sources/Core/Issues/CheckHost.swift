/// Where commits are judged.
package protocol CheckHost: Sendable {
    /// Makes the commit's check say this, whether it is there already or not; doing it twice leaves one.
    ///
    /// Does nothing where the sign-in may not write checks.
    func report(_ check: CheckReport) async throws(TrackerError)
}
