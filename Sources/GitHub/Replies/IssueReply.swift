import Core

/// An issue, as far as it is needed here (`issues/get`, version 2022-11-28).
struct IssueReply: Decodable {
    let title: String
    let body: String?
    let state: String
    let url: String
    let labels: [Label]
    let user: UserReply?
    /// Present where the issue is a pull request.
    let pullRequest: JSONValue?
    let number: Int?
    /// Its name in GraphQL.
    let node: String?
    let locked: Bool?
    /// The address of the repository, which ends in `owner/name`.
    let repositoryURL: String?
    let createdAt: String?
    let updatedAt: String?

    private enum CodingKeys: String, CodingKey {
        case title, body, state, labels, user, number, locked
        case node = "node_id"
        case url = "html_url"
        case repositoryURL = "repository_url"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case pullRequest = "pull_request"
    }

    /// An object, or in answers to old tokens its bare name.
    struct Label: Decodable {
        let name: String?

        private enum CodingKeys: CodingKey {
            case name
        }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {  // A failed guess: it is an object.
                name = text
            } else {
                name = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .name)
            }
        }
    }

    func issue(_ identity: IssueIdentity) throws(TrackerError) -> Issue {
        guard pullRequest == nil else {
            throw .refused(reason: "\(identity) is a pull request; only an issue can hold a brief")
        }
        return value(identity)
    }

    private func value(_ identity: IssueIdentity) -> Issue {
        Issue(
            identity: identity, title: title, body: body ?? "", labels: labels.compactMap(\.name),
            author: user?.login ?? "ghost", url: url, isOpen: state == "open")
    }

    /// As it was asked for under a name and a number.
    func threadIssue(_ repository: String, _ number: Int) -> ThreadIssue {
        let words = (repositoryURL ?? "").split(separator: "/").suffix(2)
        let place = words.count == 2 ? words.joined(separator: "/") : repository
        let now = IssueIdentity.isRepository(place) ? place : repository
        let created = Timestamp(reply: createdAt)
        return ThreadIssue(
            issue: value(.github(repository: now, number: self.number ?? number)), author: user?.actor(through: nil),
            isPullRequest: pullRequest != nil, isLocked: locked ?? false, repository: now,
            number: self.number ?? number, createdAt: created,
            updatedAt: updatedAt.map { Timestamp(reply: $0) } ?? created)
    }
}
