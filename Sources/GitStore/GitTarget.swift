import FoundationEssentials
import HTTP

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

    static func inspect(
        _ target: String, credential: GitCredential?, client: HTTPClient
    ) async throws(GitError) -> GitTarget {
        let isPath = !RemoteAddress.isAddress(target) || FileManager.default.fileExists(atPath: target)
        guard isPath else {
            let address = try RemoteAddress(target, from: "/")
            var headers: [(name: String, value: String)] = []
            if case .web(_, let own) = address, let credential = credential ?? own {
                headers = [("Authorization", credential.authorization)]
            }
            let session = try await Remote(address: address, headers: headers, client: client).connect(.uploadPack)
            session.close()
            let symbol = session.advertisement.value(of: "symref").flatMap { $0.split(separator: ":").last.map(String.init) }
            let head = symbol ?? session.advertisement.references["HEAD"]?.description
            return GitTarget(kind: .address, place: address.description, remote: address.description, head: head, isShallow: false)
        }
        let repository = try Repository(at: target)
        let home = repository.workFolder ?? repository.folder
        let remote: String? =
            if let text = repository.pushAddress(of: "origin") { try RemoteAddress(text, from: home).description } else { nil }
        let state = try repository.head()
        return GitTarget(
            kind: repository.isBare ? .bare : .clone, place: repository.folder, remote: remote,
            head: state.reference ?? state.commit?.description,
            isShallow: !ShallowFile(of: repository).commits.isEmpty)
    }
}
