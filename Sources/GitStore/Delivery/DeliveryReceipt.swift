/// What a delivery came to.
package struct DeliveryReceipt: Hashable, Sendable {
    package let branch: String
    package let commit: ObjectID
    /// The remote that has the commit now, without credentials; nil where the target itself is the delivery.
    package let pushedTo: String?
    /// Whether the run's commit stood in the place of delivery before.
    package let alreadyThere: Bool

    package init(branch: String, commit: ObjectID, pushedTo: String?, alreadyThere: Bool) {
        self.branch = branch
        self.commit = commit
        self.pushedTo = pushedTo
        self.alreadyThere = alreadyThere
    }
}
