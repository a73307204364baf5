import FoundationEssentials

/// Where a delivery's objects are made, and where it goes from there.
struct DeliveryPlace {
    let repository: Repository
    /// Nil where the repository itself is the delivery.
    let address: RemoteAddress?
    /// Whether the repository is our own cache, which needs no more than the delivery does.
    let isCache: Bool

    init(for request: DeliveryRequest) throws(GitError) {
        let here = FileManager.default.currentDirectoryPath
        let isPath = !RemoteAddress.isAddress(request.target) || FileManager.default.fileExists(atPath: request.target)
        if isPath {
            repository = try Repository(at: request.target)
            let home = repository.workFolder ?? repository.folder
            let text = repository.pushAddress(of: "origin")
            address = if let text { try RemoteAddress(text, from: home) } else { nil }
            isCache = false
        } else {
            let address = try RemoteAddress(request.target, from: here)
            repository = try CacheRepository.open(for: address.description, in: request.cacheFolder)
            self.address = address
            isCache = true
        }
    }

    /// What signs in: the given credential, else the address's own, else what Git is configured to send.
    func headers(for address: RemoteAddress, _ credential: GitCredential?) -> [(name: String, value: String)] {
        guard case .web(let url, let own) = address else { return [] }
        if let credential = credential ?? own { return [("Authorization", credential.authorization)] }
        return ExtraHeaders.headers(for: url, in: repository.settings(matching: ExtraHeaders.pattern))
    }
}
