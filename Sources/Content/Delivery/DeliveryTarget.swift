package import Core

/// Where a run's files belong: a repository, or a folder beside a Markdown issue.
package protocol DeliveryTarget: Sendable {
    /// Delivers everything or nothing; doing it twice leaves one delivery.
    func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade
}
