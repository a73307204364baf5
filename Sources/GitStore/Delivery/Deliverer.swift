import Core
package import HTTP

/// Puts files into a repository as one commit on a branch, and pushes it.
///
/// A delivery may be cut short at any instant and made again: its commit is looked for by its trailer first, and is the same to the
/// last bit when it is made again. No work tree and no index is touched.
package actor Deliverer {
    /// How often a branch that moved meanwhile is taken up again.
    static let tries = 5

    private let executor = BlockingExecutor(label: "showrunner.git")
    private let client: HTTPClient
    private let programs: Programs

    nonisolated package var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package init(
        http client: HTTPClient = HTTPClient(userAgent: "git/showrunner"), programs: Programs = Programs()
    ) {
        self.client = client
        self.programs = programs
    }

    package func deliver(_ request: DeliveryRequest) async throws(GitError) -> DeliveryReceipt {
        let place = try DeliveryPlace(for: request)
        let plan = try DeliveryPlan(
            request, largestFile: place.address?.largestFile,
            largestPlainFile: LargePlace.isAServer(for: place) ? request.largestPlainFile : nil)
        for _ in 0..<Self.tries {
            if Task.isCancelled { throw .cancelled }
            let receipt: DeliveryReceipt?
            if let address = place.address {
                let remote = Remote(
                    address: address, headers: place.headers(for: address, request.credential), client: client,
                    programs: programs
                )
                receipt = try await RemoteDelivery(plan: plan, place: place, remote: remote).make()
            } else {
                receipt = try LocalDelivery(plan: plan, repository: place.repository).make()
            }
            if let receipt { return receipt }
        }
        throw .moved(branch: request.branch, tries: Self.tries)
    }

    /// What `--git` leads to, without changing anything; an address is asked whether it answers.
    package func inspect(_ target: String, credential: GitCredential?) async throws(GitError) -> GitTarget {
        guard DeliveryPlace.isAddress(target) else { return try GitTarget(at: target) }
        let address = try RemoteAddress(target, from: "/")
        let headers = DeliveryPlace.headers(for: address, credential, settings: [])
        let remote = Remote(address: address, headers: headers, client: client, programs: programs)
        let session = try await remote.connect(.uploadPack)
        session.close()
        return GitTarget(address, greeting: session.advertisement)
    }
}
