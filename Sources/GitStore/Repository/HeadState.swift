/// What a repository's HEAD is.
enum HeadState: Hashable, Sendable {
    /// On a branch without a commit yet; its full reference.
    case unborn(String)
    case branch(String, ObjectID)
    case detached(ObjectID)

    var commit: ObjectID? {
        switch self {
        case .unborn: nil
        case .branch(_, let id), .detached(let id): id
        }
    }

    /// The full name of the reference that HEAD stands for.
    var reference: String? {
        switch self {
        case .unborn(let name), .branch(let name, _): name
        case .detached: nil
        }
    }
}
