package import Core

/// What GitHub has tried to deliver to an App's webhook, read and asked for again as the App itself.
package struct HookLog: Sendable {
    let client: GitHubClient

    /// The attempts that failed since a time, the newest first; at most so many pages of a hundred are read.
    package func failures(since time: Timestamp, pages: Int = 20) async throws(TrackerError) -> [HookDelivery] {
        var call = GitHubCall(
            "GET", "/app/hook/deliveries?per_page=100&status=failure", about: "The deliveries to the App's webhook")
        var found: [HookDelivery] = []
        for _ in 0..<pages {
            do throws(GitHubFailure) {
                let (page, headers) = try await client.read([HookDeliveryReply].self, call)
                found += page.map(\.delivery)
                guard let last = page.last, last.delivery.deliveredAt >= time,
                    let next = PageLink.next(in: headers)
                else { break }
                guard next.hasPrefix(client.apiURL + "/") else {
                    throw .definite(
                        .refused(
                            reason: "GitHub's answer points outside \(client.apiURL) for the next page; check "
                                + "GITHUB_API_URL"))
                }
                call.target = next
            } catch { throw error.error }
        }
        return found.filter { $0.deliveredAt >= time }
    }

    /// Asks for one more attempt; false where GitHub does not know it any more.
    package func redeliver(_ delivery: HookDelivery) async throws(TrackerError) -> Bool {
        let call = GitHubCall(
            "POST", "/app/hook/deliveries/\(delivery.id)/attempts",
            about: "Delivery \(delivery.id) to the App's webhook")
        do throws(GitHubFailure) {
            try await client.send(call)
            return true
        } catch {
            guard case .notFound = error.error else { throw error.error }
            return false
        }
    }
}
