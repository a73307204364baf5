/// A pack that is whole and on the disk.
struct WrittenPack: Sendable {
    let path: String
    let objects: Set<ObjectID>
}
