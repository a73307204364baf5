/// What a page says after something was done on it; the address names it, and nothing else of the address is shown.
enum PageTold: String {
    case decided

    var words: String {
        switch self {
        case .decided: "Your decision has been taken in. The run goes by it in a moment; this page shows when it has."
        }
    }
}
