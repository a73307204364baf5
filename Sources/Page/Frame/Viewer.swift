/// Who looks at a page, and what it offers them.
package struct Viewer: Hashable, Sendable {
    /// As it is shown to them; nil for somebody of this machine who is not signed in.
    package let name: String?
    /// Whether they may decide about the run that is shown.
    package let mayDecide: Bool
    /// What their forms must bring back; nil where they send none.
    package let formToken: String?
    /// Whether there is any way to sign in.
    package let maySignIn: Bool

    package init(name: String?, mayDecide: Bool = false, formToken: String? = nil, maySignIn: Bool = false) {
        self.name = name
        self.mayDecide = mayDecide
        self.formToken = formToken
        self.maySignIn = maySignIn
    }
}
