package import Core
package import Store

/// The claims that one process has on the issues of one repository.
package actor ClaimOffice {
    private let shelf: any SharedShelf
    private let ledger: SharedLedger
    private let store: SQLiteStore
    private let assets: FileAssetStore
    private let results: FileResultCache
    private let holder: ClaimHolder
    private let time: any TimeSource
    private let terms: ClaimTerms
    private var claims: [Int: IssueClaim] = [:]

    package init(
        on shelf: any SharedShelf, store: SQLiteStore, assets: FileAssetStore, results: FileResultCache,
        holder: ClaimHolder, repository: String, time: any TimeSource, terms: ClaimTerms = ClaimTerms()
    ) {
        self.shelf = shelf
        ledger = SharedLedger(for: .github(repository: repository, number: 0), on: shelf, store: store)
        self.store = store
        self.assets = assets
        self.results = results
        self.holder = holder
        self.time = time
        self.terms = terms
    }

    /// The same for one issue each time; nil for one that is a file.
    package func claim(of issue: IssueIdentity) -> IssueClaim? {
        guard case .github(_, let number) = issue else { return nil }
        if let known = claims[number] { return known }
        let claim = IssueClaim(
            of: issue, named: IssueClaim.name(of: number), on: shelf, ledger: ledger, store: store, assets: assets,
            results: results, holder: holder, time: time, terms: terms)
        claims[number] = claim
        return claim
    }

    /// The numbers of the issues whose runs have not ended, as the ledger of all hosts has them.
    package func liveIssues() async throws(ClaimError) -> [Int] {
        var numbers: [Int] = []
        for case .github(_, let number) in try await ledger.liveIssues() { numbers.append(number) }
        return numbers.sorted()
    }
}
