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
        do throws(ClaimError) {
            try await claim.checkAlive()
            try await claim.passOnRest(of: parcel.run)
        } catch { throw TaskFailure(.transient(after: nil), error.description) }
        var made = try await target.deliver(parcel)
        made.add(note: await claim.leftOut(of: parcel))
        return made
    }
}
