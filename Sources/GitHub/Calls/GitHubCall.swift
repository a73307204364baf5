import Core

/// One call of the REST interface.
struct GitHubCall: Sendable {
    var method: String
    /// Below the interface's address and starting with a slash, or a whole address that an answer gave.
    var target: String
    var body: JSONValue?
    /// What it is about, as error texts name it: `Issue owner/name#12`.
    var subject: String

    init(_ method: String, _ target: String, body: JSONValue? = nil, about subject: String) {
        self.method = method
        self.target = target
        self.body = body
        self.subject = subject
        isWrite = method != "GET"
    }

    /// The form of the answer that is asked for.
    var accepts = "application/vnd.github+json"

    /// Names an earlier answer; where nothing has changed since, GitHub answers 304 without a body, and the call is free.
    var etag: String?

    /// Whether making it twice is the same as making it once; true of everything here but what adds something.
    var isRepeatable = true

    /// Whether it changes anything on GitHub and counts on the limits of writes; a question in GraphQL is posted and changes nothing.
    var isWrite: Bool

    /// What it edits, where only the last of several edits matters: of two that wait for their turn one is made.
    var edits: String?

    /// What the token needs for it, as a refusal is explained.
    var permission = Permission.issues

    /// The repository, `owner/name`, that it is about where its address does not say.
    var ownRepository: String?

    /// What GitHub lets a token do.
    enum Permission: String, Sendable {
        case issues
        case pullRequests = "pull requests"
        case checks

        /// How it is given.
        var hint: String {
            "Give the token the permission to write \(rawValue) (in a workflow: 'permissions: "
                + "\(rawValue.replacing(" ", with: "-")): write')."
        }
    }

    /// Whether it changes what is there, rather than adding something that somebody may wait for.
    var isEdit: Bool { edits != nil }

    /// Puts a newer edit of the same thing on top: what that says counts, and what it leaves out stays.
    mutating func lay(_ newer: GitHubCall) {
        guard newer.method == method, newer.target == target, case .object(let old) = body,
            case .object(let new) = newer.body
        else {
            self = newer
            return
        }
        self = newer
        body = .object(old.merging(new) { _, new in new })
    }

    /// The repository, `owner/name`, that it is about, by its address; nil for those about none.
    func repository(below apiURL: String) -> String? {
        if let ownRepository { return ownRepository }
        let path = (target.hasPrefix(apiURL) ? target.dropFirst(apiURL.count) : target[...]).prefix { $0 != "?" }
        let words = path.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count >= 4, words[0].isEmpty, words[1] == "repos" else { return nil }
        return "\(words[2])/\(words[3])"
    }
}
