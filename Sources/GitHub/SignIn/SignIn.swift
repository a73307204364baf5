/// As what calls are signed in, which decides what helps where GitHub refuses one.
enum SignIn: Hashable, Sendable {
    case nobody
    /// A token of a person's or of a workflow's.
    case token
    /// A token that an App was given for a repository.
    case installation
    /// An App itself, by its signature.
    case app
}
