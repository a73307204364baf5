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

    let authorisation: Authorisation
    /// What holds its calls back and asks again; nil: every call goes at once, and once.
    var gate: CallGate?

    /// Where a service's address and key are looked for.
    struct Variables: Sendable {
        let name: String
        /// Nil for a service that asks for none.
        let key: String?
        let baseURL: String
        /// Where the variable is not set; nil: then it can't be called.
        let usualURL: String?
        var authorisation = Authorisation.bearer

        /// What must be set before the service can be called.
        var required: String { key ?? baseURL }
    }

    /// How a request says who sends it.
    enum Authorisation: Sendable {
        /// `Authorization: Bearer KEY`.
        case bearer
        /// The key behind a word in `Authorization`: `Key KEY`.
        case scheme(String)
        /// The key alone in a header of its own: `x-api-key`.
        case header(String)
    }

    /// That of an adapter which works offline.
    static let nowhere = Service(
        name: "offline", baseURL: "", key: "", keyVariable: "", authorisation: .bearer)

    private init(name: String, baseURL: String, key: String, keyVariable: String, authorisation: Authorisation) {
        self.name = name
        self.baseURL = baseURL
        self.key = key
        self.keyVariable = keyVariable
        self.authorisation = authorisation
    }

    /// What names the sender in a request; none where the service asks for none.
    var headers: [(name: String, value: String)] {
        guard !key.isEmpty else { return [] }
        return switch authorisation {
        case .bearer: [("Authorization", "Bearer \(key)")]
        case .scheme(let word): [("Authorization", "\(word) \(key)")]
        case .header(let name): [(name, key)]
        }
    }

    /// Nil where what it needs is not set.
    init?(_ variables: Variables, in environment: [String: String]) {
        func value(_ name: String) -> String? {
            // A key read from a file often ends in a line break.
            let text = (environment[name] ?? "").filter { !$0.isWhitespace }
            return text.isEmpty ? nil : text
        }
        guard var url = value(variables.baseURL) ?? variables.usualURL else { return nil }
        if let variable = variables.key {
            guard let key = value(variable) else { return nil }
            self.key = key
        } else {
            key = ""
        }
        name = variables.name
        keyVariable = variables.required
        authorisation = variables.authorisation
        while url.hasSuffix("/") { url.removeLast() }
        baseURL = url
    }

    /// A foreign text fit to be shown: in one line, short, and without the key should the service repeat it.
    func shown(_ text: String) -> String {
        PlainText.line(key.isEmpty ? text : text.replacing(key, with: "(the key)"), limit: 300)
    }
}
