import Content
import Core
import Engine
import HTTP
import Page
import Store

/// What people decide on the page: it goes the way of all that comes in for a run, through its inbox.
extension PageDesk {
    func decide(_ request: ServerRequest, _ run: RunID, _ caller: Caller) async throws -> ServerResponse {
        let form = FormFields(request.body)
        try checkForm(form, of: caller)
        let (summary, decider) = try await decider(caller, of: run)
        let reading = PageDecision(form: form, run: try await RunFacts(summary, in: store), decider: decider)
        return try await handIn(try reading.decision(), key: reading.key, to: run)
    }

    /// Whoever decides, and what of; refuses who may only look.
    func decider(_ caller: Caller, of run: RunID) async throws -> (run: RunSummary, decider: Decider) {
        let summary = try await visible(run, to: caller)
        // Asked afresh: rights can be withdrawn.
        let rights = try await rights.rights(of: caller.person, in: summary.issue, isFresh: true)
        guard rights.mayDecide, let name = caller.person.name else {
            throw PageRefusal(
                403, "You may look, not decide",
                "What costs money is decided by people with the role that the repository’s settings name; yours is "
                    + "'\(rights.role ?? "none")'. One of them can decide in your place.")
        }
        return (summary, Decider(source: .api, login: name, role: rights.role))
    }

    /// Sent twice it is the same decision: what is shown at a gate is decided once.
    func handIn(_ decision: Decision, key: String, to run: RunID) async throws -> ServerResponse {
        try await store.deliver(Letter.decision(decision).entry(key: key), to: run)
        await host.wake()
        return PageAnswer.redirect(to: "/runs/\(run.text)?told=\(PageTold.decided.rawValue)")
    }
}
