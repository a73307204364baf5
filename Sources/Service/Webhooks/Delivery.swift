package import Core
package import Store

/// One delivery of a webhook, as far as anything is made of it.
///
/// It is a hint, never a fact to act on: deliveries come late, twice and in any order, so what they are about is read afresh.
package struct Delivery: Hashable, Sendable {
    package let guid: String
    package let event: WebhookEvent
    package let action: String?
    /// `owner/name`; nil where the delivery names none that could be one.
    package let repository: String?
    package let issue: Int?
    package let isPullRequest: Bool
    /// The branch that a pull request or a check run is about.
    package let branch: String?
    package let sender: Sender?
    package let installation: Int?
    package let label: String?
    /// Whether the comment begins as the bot's own do: a sign that costs a look less, and no proof.
    package let isMarked: Bool
    /// The button of a check run that was pressed.
    package let request: String?
    /// The run that a check run is about; nil where it is none of ours.
    package let run: RunID?
    /// Those that an installation has got.
    package let repositories: [String]

    package struct Sender: Hashable, Sendable {
        package let id: Int
        package let login: String
        package let isBot: Bool
    }

    /// Reads a body whose signature has been checked.
    package init(guid: String, event: WebhookEvent, body: [UInt8]) throws(DeliveryFlaw) {
        let fields = try DeliveryScanner.fields(of: body)
        self.guid = guid
        self.event = event
        action = fields.action
        repository = fields.repository.flatMap { IssueIdentity.isRepository($0) ? $0 : nil }
        issue = fields.issue.flatMap { $0 > 0 ? $0 : nil }
        isPullRequest = fields.isPullRequest
        branch = fields.branch
        sender = fields.sender.map { id in
            Sender(id: id, login: fields.senderLogin ?? "ghost", isBot: fields.senderType == "Bot")
        }
        installation = fields.installation
        label = fields.label
        isMarked = fields.isMarked
        request = fields.request
        run = fields.run.flatMap { RunID($0) }
        repositories = fields.repositories.filter { IssueIdentity.isRepository($0) }
        switch event {
        case .issues, .issueComment:
            if repository == nil { throw .unusable(field: "repository.full_name") }
            if issue == nil { throw .unusable(field: "issue.number") }
        case .ping, .label, .installation, .installationRepositories, .pullRequest, .checkRun, .checkSuite, .other:
            break
        }
    }

    /// The button that a person has pressed on a check of ours; programs press none.
    ///
    /// GitHub's own buttons, which have a check or all of a commit's run again, mean what 're-run failed assets' does. A commit's
    /// checks name no run of ours: its branch says which issue it is.
    private var press: ButtonPress? {
        guard let sender, !sender.isBot else { return nil }
        switch (event, action) {
        case (.checkRun, "requested_action"):
            guard let request, let run else { return nil }
            return ButtonPress(identifier: request, run: run, login: sender.login)
        case (.checkRun, "rerequested"):
            guard let run else { return nil }
            return ButtonPress(identifier: CheckReport.Action.retryFailed.identifier, run: run, login: sender.login)
        case (.checkSuite, "rerequested"):
            return ButtonPress(identifier: CheckReport.Action.retryFailed.identifier, run: nil, login: sender.login)
        default: return nil
        }
    }

    package func row(receivedAt time: Timestamp, attention: [AttentionPlace]) -> DeliveryRow {
        DeliveryRow(
            guid: guid, receivedAt: time, event: event.name, action: action, repository: repository,
            issue: issue ?? (press == nil ? nil : attention.first?.issue), sender: sender?.id,
            request: press?.text ?? request, attention: attention)
    }
}
