import Core

/// A service and the way into it, as the environment gives it; no file of a repository has a say in either.
package struct Service: Sendable {
    /// As messages name it.
    let name: String
    /// Without a slash at its end.
    let baseURL: String
    let key: String
    /// The variable that the key came from.
    let keyVariable: String

    /// Where a service's address and key are looked for.
    struct Variables: Sendable {
        let name: String
        let key: String
        let baseURL: String
        /// Where the variable is not set.
        let usualURL: String
    }

    /// Nil where the key is not set.
    init?(_ variables: Variables, in environment: [String: String]) {
        func value(_ name: String) -> String? {
            // A key read from a file often ends in a line break.
            let text = (environment[name] ?? "").filter { !$0.isWhitespace }
            return text.isEmpty ? nil : text
        }
        guard let key = value(variables.key) else { return nil }
        name = variables.name
        self.key = key
        keyVariable = variables.key
        var url = value(variables.baseURL) ?? variables.usualURL
        while url.hasSuffix("/") { url.removeLast() }
        baseURL = url
    }

    /// A foreign text fit to be shown: in one line, short, and without the key should the service repeat it.
    func shown(_ text: String) -> String {
        PlainText.line(text.replacing(key, with: "(the key)"), limit: 300)
    }
}
