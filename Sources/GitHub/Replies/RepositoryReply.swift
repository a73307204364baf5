/// A repository (`repos/get`).
struct RepositoryReply: Decodable {
    let name: String
    let defaultBranch: String
    let cloneURL: String
    let isPrivate: Bool?
    let permissions: Permissions?

    private enum CodingKeys: String, CodingKey {
        case permissions
        case name = "full_name"
        case defaultBranch = "default_branch"
        case cloneURL = "clone_url"
        case isPrivate = "private"
    }

    struct Permissions: Decodable {
        let push: Bool?
    }

    var repository: GitHubRepository {
        GitHubRepository(
            name: name, defaultBranch: defaultBranch, cloneURL: cloneURL, isPrivate: isPrivate ?? true,
            mayPush: permissions?.push)
    }
}
