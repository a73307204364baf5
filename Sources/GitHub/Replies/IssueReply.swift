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

    private enum CodingKeys: String, CodingKey {
        case title, body, state, labels, user
        case url = "html_url"
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
        return Issue(
            identity: identity, title: title, body: body ?? "", labels: labels.compactMap(\.name),
            author: user?.login ?? "ghost", url: url, isOpen: state == "open")
    }
}
