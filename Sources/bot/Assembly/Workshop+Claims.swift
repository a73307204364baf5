import Core
import Service
import Store

extension Workshop {
    /// The claim on an issue; nil where each host keeps to itself, and for an issue that is a file.
    func claim(of issue: IssueIdentity?, _ store: SQLiteStore) async throws -> IssueClaim? {
        guard let claims, let issue, case .github(let repository, _) = issue else { return nil }
        return try await claims.office(of: repository, self, store).claim(of: issue)
    }

    /// Does what needs the claim on an issue, and gives it up afterwards.
    ///
    /// `waits`: whether a claim of another host that seems to be dead is waited for.
    func claimed<Value>(
        _ issue: IssueIdentity, _ store: SQLiteStore, waits: Bool, _ work: () async throws -> Value
    ) async throws -> Value {
        guard let claim = try await claim(of: issue, store) else { return try await work() }
        try await claim.take(waits: waits)
        let value: Value
        do {
            value = try await work()
        } catch {
            // What stopped the work is what is told; a claim that can't be given up runs out by itself.
            try? await claim.giveUp()
            throw error
        }
        do { try await claim.giveUp() } catch {
            console.failure("What was done last is not known to other hosts yet: \(error)")
        }
        return value
    }
}
