import Core

/// A pull request (`pulls/list`, `pulls/get`, `pulls/create`, `pulls/update`, version 2022-11-28).
struct PullRequestReply: Decodable {
    let number: Int
    let url: String
    let node: String
    let body: String?
    let state: String
    let draft: Bool?
    let user: UserReply?
    let head: Side
    let base: Side

    struct Side: Decodable {
        /// The branch's name.
        let ref: String
    }

    private enum CodingKeys: String, CodingKey {
        case number, body, state, draft, user, head, base
        case url = "html_url"
        case node = "node_id"
    }

    func request(in repository: String, _ authorship: Authorship) -> PullRequest {
        request(in: repository, isOwn: authorship.owns(user) && CommentMarker.isAny(body ?? ""))
    }

    func request(in repository: String, isOwn: Bool) -> PullRequest {
        PullRequest(
            repository: repository, number: number, url: url, node: node, body: body ?? "", isDraft: draft ?? false,
            isOpen: state == "open", isOwn: isOwn)
    }
}
