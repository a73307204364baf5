/// The commit of a delivery on a base, with all that it needs beside the base's objects.
struct PlannedCommit {
    let id: ObjectID
    let objects: [NewObject]
    /// What Git LFS is to have before the commit is pushed.
    let large: [LargeObject]
    /// Whether a delivered path is one that is to be locked before it is changed.
    let isLockable: Bool
}
