/// Where somebody says who they are.
package struct SignInPage: Sendable {
    /// The ways that are set up.
    let hasToken: Bool
    let hasGitHub: Bool
    /// Why the last try did not do; nil at the first.
    let problem: String?
    /// Where to go on afterwards: a path of ours.
    let next: String

    package init(hasToken: Bool, hasGitHub: Bool, problem: String? = nil, next: String = "/") {
        self.hasToken = hasToken
        self.hasGitHub = hasGitHub
        self.problem = problem
        self.next = next
    }

    package var page: Markup {
        let problem: Markup =
            problem.map { "<p class=\"problem\" role=\"alert\" id=\"problem\">\($0, limit: 400)</p>" } ?? ""
        return PageFrame(
            title: "Sign in", viewer: Viewer(name: nil, maySignIn: true),
            main: "<div class=\"narrow\"><h1>Sign in</h1>\(problem)\(gitHub)\(token)</div>"
        ).page
    }

    private var gitHub: Markup {
        guard hasGitHub else { return "" }
        return """
            <p>With GitHub you see the runs of the repositories that you may read, and decide where your role there lets you.</p>
            <p><a class="button" href="/sign-in/github?next=\(next)">Sign in with GitHub</a></p>
            """
    }

    private var token: Markup {
        guard hasToken else { return "" }
        return """
            <form method="post" action="/sign-in" class="stack">
            <input type="text" name="user" value="operator" autocomplete="username" hidden>
            <label for="secret">The operator’s token</label>
            <input id="secret" name="secret" type="password" autocomplete="current-password" required>
            <input type="hidden" name="next" value="\(next)">
            <button>Sign in</button>
            </form>
            """
    }
}
