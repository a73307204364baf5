/// What signs in to a store that speaks the S3 protocol; shown nowhere.
package struct S3Credential: Sendable, CustomStringConvertible {
    let name: String
    let secret: String
    /// Of a sign-in that was lent for a while.
    let session: String?
    package var description: String { "\(name):…" }

    package static let variables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]

    package init(name: String, secret: String, session: String? = nil) {
        self.name = name
        self.secret = secret
        self.session = session
    }

    /// From the variables that every tool for such stores reads; throws where one is not set.
    package init(environment: [String: String]) throws(S3Error) {
        let values = Self.variables.map { environment[$0] ?? "" }
        if let place = values.firstIndex(of: "") { throw .noCredential(variable: Self.variables[place]) }
        let session = environment["AWS_SESSION_TOKEN"] ?? ""
        self.init(name: values[0], secret: values[1], session: session.isEmpty ? nil : session)
    }
}
