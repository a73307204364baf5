import Core
import FoundationEssentials
import HTTP

/// Where a remote keeps its large files.
enum LargePlace {
    case server(LFSServer)
    /// Beside a repository on this machine, as Git LFS itself does it there.
    case folder(LargeFolder)

    /// Found as Git LFS finds it: by the settings, by the repository's `.lfsconfig`, by the remote's address.
    ///
    /// The sign-in of the push goes to the push's own server alone.
    init(
        for remote: Remote, in place: DeliveryPlace, request: DeliveryRequest, _ attributes: AttributeTable
    ) async throws(GitError) {
        let named = Self.setting(place.repository) ?? attributes.server
        if let named, case .web(let url, let own) = try RemoteAddress(named, from: "/") {
            let isPushServer = Self.isSameServer(url, as: remote.address)
            let headers =
                own.map { [("Authorization", $0.authorization)] }
                ?? (isPushServer ? remote.headers : place.headers(for: .web(url: url, credential: nil), nil))
            self = .server(Self.server(url, headers, remote))
            return
        }
        switch remote.address {
        case .local(let path): self = .folder(LargeFolder(ofRepositoryAt: path))
        case .web(let url, _):
            self = .server(Self.server(LFSServer.address(ofRepository: url), remote.headers, remote))
        case .shell(let host, let port, let path):
            if let action = try LFSSignIn.ask(host: host, port: port, path: path, remote.programs, now: Self.now()) {
                self = .server(Self.server(action.address, action.headers, remote))
                return
            }
            let name = String(host.split(separator: "@").last ?? "")
            let url = "https://\(name)/" + path.drop { $0 == "/" }
            let address = RemoteAddress.web(url: url, credential: nil)
            self = .server(
                Self.server(
                    LFSServer.address(ofRepository: url), place.headers(for: address, request.credential), remote))
        }
    }

    /// Whether files may go to a server for their size: a repository on this machine has none unless its settings name one.
    static func isAServer(for place: DeliveryPlace) -> Bool {
        switch place.address {
        case .web, .shell: true
        case .local: setting(place.repository) != nil
        case nil: false
        }
    }

    private static func server(
        _ url: String, _ headers: [(name: String, value: String)], _ remote: Remote
    ) -> LFSServer {
        let address = url.hasSuffix("/") ? String(url.dropLast()) : url
        return LFSServer(address: address, headers: headers, client: remote.client, now: now)
    }

    private static func setting(_ repository: Repository) -> String? {
        let settings = repository.settings(matching: #"^(lfs|remote\.origin)\.(lfs)?(push)?url$"#)
        return LFSConfig.keys.lazy.compactMap { key in settings.last { $0.name == key }?.value }.first { !$0.isEmpty }
    }

    @Sendable private static func now() -> Timestamp { Timestamp(Date()) }

    private static func isSameServer(_ url: String, as address: RemoteAddress) -> Bool {
        guard case .web(let other, _) = address, let one = WebAddress(url), let other = WebAddress(other) else {
            return false
        }
        return one.isSameServer(as: other)
    }
}
