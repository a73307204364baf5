import FoundationEssentials

/// Where a delivery's objects are made, and where it goes from there.
struct DeliveryPlace {
    let repository: Repository
    /// Nil where the repository itself is the delivery.
    let address: RemoteAddress?
    /// Whether the repository is our own cache, which needs no more than the delivery does.
    let isCache: Bool

    init(for request: DeliveryRequest) throws(GitError) {
        if Self.isAddress(request.target) {
            let address = try RemoteAddress(request.target, from: FileManager.default.currentDirectoryPath)
            try self.init(cacheFor: address, in: request.cacheFolder)
        } else {
            let repository = try Repository(at: request.target)
            let home = repository.workFolder ?? repository.folder
            let text = repository.pushAddress(of: "origin")
            let address: RemoteAddress? = if let text { try RemoteAddress(text, from: home) } else { nil }
            self.init(repository: repository, address: address, isCache: false)
        }
    }

    /// The cache of an address.
    init(cacheFor address: RemoteAddress, in folder: String) throws(GitError) {
        let repository = try CacheRepository.open(for: address.description, in: folder)
        self.init(repository: repository, address: address, isCache: true)
    }

    private init(repository: Repository, address: RemoteAddress?, isCache: Bool) {
        self.repository = repository
        self.address = address
        self.isCache = isCache
    }

    /// What signs in: the given credential, else the address's own, else what Git is configured to send.
    func headers(for address: RemoteAddress, _ credential: GitCredential?) -> [(name: String, value: String)] {
        Self.headers(for: address, credential, settings: repository.settings(matching: ExtraHeaders.pattern))
    }

    static func headers(
        for address: RemoteAddress, _ credential: GitCredential?, settings: [ExtraHeaders.Setting]
    ) -> [(name: String, value: String)] {
        guard case .web(let url, let own) = address else { return [] }
        let given = credential.flatMap { $0.isMeant(for: url) ? $0 : nil }
        if let credential = given ?? own { return [("Authorization", credential.authorization)] }
        return ExtraHeaders.headers(for: url, in: settings)
    }

    /// Whether a target is an address, and not a path that looks like one.
    static func isAddress(_ target: String) -> Bool {
        RemoteAddress.isAddress(target) && !FileManager.default.fileExists(atPath: target)
    }
}
