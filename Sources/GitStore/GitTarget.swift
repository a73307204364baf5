/// What the bot would deliver to, as `bot doctor` shows it.
package struct GitTarget: Hashable, Sendable {
    package let kind: Kind
    /// The repository's own folder, or the address without credentials.
    package let place: String
    /// Where deliveries are pushed, without credentials; nil where they are not.
    package let remote: String?
    /// The branch that HEAD is on, or the commit; nil for an address without commits.
    package let head: String?
    package let isShallow: Bool

    package enum Kind: Hashable, Sendable {
        case bare
        case clone
        case address
    }

    /// A repository on this machine.
    init(at path: String) throws(GitError) {
        let repository = try Repository(at: path)
        let home = repository.workFolder ?? repository.folder
        let state = try repository.head()
        kind = repository.isBare ? .bare : .clone
        place = repository.folder
        let text = repository.pushAddress(of: "origin")
        remote = if let text { try RemoteAddress(text, from: home).description } else { nil }
        head = state.reference ?? state.commit?.description
        isShallow = !ShallowFile(of: repository).commits.isEmpty
    }

    /// What a remote repository said of itself.
    init(_ address: RemoteAddress, greeting: Advertisement) {
        kind = .address
        place = address.description
        remote = address.description
        head = greeting.defaultBranch ?? greeting.references["HEAD"]?.description
        isShallow = false
    }
}
