import Crypto

/// On which terms deliveries are taken.
package struct WebhookTerms: Sendable {
    /// What GitHub signs with; it must not reach a log.
    let secret: AuthenticationKey
    /// The repositories that are served, in lower case; nil for whichever sends.
    let repositories: Set<String>?
    /// The most bytes of a body: GitHub sends no more than 25 MB.
    let largestBody: Int

    package init(secret: String, repositories: Set<String>? = nil, largestBody: Int = 25 << 20) {
        self.secret = AuthenticationKey(Array(secret.utf8))
        self.repositories = repositories.map { Set($0.map { $0.lowercased() }) }
        self.largestBody = largestBody
    }

    func serves(_ repository: String) -> Bool { repositories?.contains(repository.lowercased()) ?? true }
}
