package import Content
package import Core

/// What a person asks for in one line of a comment.
package enum CommentCommand: Hashable, Sendable {
    /// `shown`: the hash of what was looked at, or its beginning; nil: what is open now.
    case approve(shown: String?)
    /// The assets stand in the text, before a colon, and `only` behind them: which words are assets the run alone tells.
    case revise(text: String)
    /// No assets: all that the gate shows. The last may be the word `only`.
    case reject(assets: [AssetKey])
    case accept(shown: String?)
    case cancel(reason: String?)
    /// No asset: everything that failed.
    case retry(AssetKey?)
    case regenerate(AssetKey, seed: Seed?, prompt: String?, reach: DecisionReach = .followers)
    case pick(AssetKey, attempt: Int, reach: DecisionReach = .followers)
    case budget(MicroDollars)
    case status, plan, help

    package var name: Name {
        switch self {
        case .approve: .approve
        case .revise: .revise
        case .reject: .reject
        case .accept: .accept
        case .cancel: .cancel
        case .retry: .retry
        case .regenerate: .regenerate
        case .pick: .pick
        case .budget: .budget
        case .status: .status
        case .plan: .plan
        case .help: .help
        }
    }

    /// Whether it only asks, and neither spends nor decides.
    package var onlyAsks: Bool {
        switch self {
        case .status, .plan, .help: true
        case .approve, .revise, .reject, .accept, .cancel, .retry, .regenerate, .pick, .budget: false
        }
    }

    /// The words after the slash, in the order in which the help lists them.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        case approve, revise, reject, accept, retry, regenerate, pick, budget, cancel, status, plan, help

        /// How it is written.
        package var usage: String {
            switch self {
            case .approve: "/approve [HASH]"
            case .revise: "/revise [ASSET… [only]:] what to change"
            case .reject: "/reject [ASSET… [only]]"
            case .accept: "/accept [HASH]"
            case .retry: "/retry [ASSET]"
            case .regenerate: "/regenerate ASSET [only] [seed=N] [prompt=…]"
            case .pick: "/pick ASSET ATTEMPT [only]"
            case .budget: "/budget AMOUNT"
            case .cancel: "/cancel [why]"
            case .status: "/status"
            case .plan: "/plan"
            case .help: "/help"
            }
        }

        package var meaning: String {
            switch self {
            case .approve: "let the run go on at the gate that is open, or at the one with this hash"
            case .revise:
                "have it made again as the notes say: all of it, or the assets before the colon; with them what was made by them, unless only is said"
            case .reject: "have it made again with another seed"
            case .accept: "take what there is, and go on without the rest"
            case .retry: "try again what has failed"
            case .regenerate:
                "make one asset again, with a seed or a prompt of your own; at the storyboard, say what a scene shows"
            case .pick: "choose which attempt of an asset is delivered"
            case .budget: "set what the run may spend in all, in US dollars"
            case .cancel: "end the run, keeping what it has made"
            case .status: "say how the run stands"
            case .plan: "say what a run would do and cost, and spend nothing"
            case .help: "list these commands"
            }
        }
    }
}
