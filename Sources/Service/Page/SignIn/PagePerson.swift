/// Who looks at the page.
enum PagePerson: Hashable, Sendable {
    /// Somebody of the service's own machine, where nobody can sign in: they look, and decide nothing.
    case visitor
    /// Whoever has the operator's token.
    case `operator`
    /// By their login on GitHub.
    case member(String)

    /// As pages and decisions name them: the operator's name is none that an account of GitHub can have.
    var name: String? {
        switch self {
        case .visitor: nil
        case .operator: "page operator"
        case .member(let login): login
        }
    }
}
