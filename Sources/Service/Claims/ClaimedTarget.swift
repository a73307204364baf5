package import Content
package import Core

/// Delivers only while the claim on the issue is ours.
package struct ClaimedTarget: DeliveryTarget {
    private let target: any DeliveryTarget
    private let claim: IssueClaim

    package init(_ target: any DeliveryTarget, under claim: IssueClaim) {
        self.target = target
        self.claim = claim
    }

    package func deliver(_ parcel: Parcel) async throws(TaskFailure) -> DeliveryMade {
        do throws(ClaimError) { try await claim.checkAlive() } catch {
            throw TaskFailure(.transient(after: nil), error.description)
        }
        return try await target.deliver(parcel)
    }
}
