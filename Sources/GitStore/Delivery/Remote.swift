import HTTP

/// A remote repository that can be talked to.
struct Remote {
    let address: RemoteAddress
    /// What signs in over HTTP.
    let headers: [(name: String, value: String)]
    let client: HTTPClient
    let programs: Programs
    /// Without credentials.
    var name: String { address.description }

    func connect(_ service: GitService) async throws(GitError) -> any GitSession {
        switch address {
        case .web(let url, _): return try await HTTPSession(service, at: url, headers: headers, through: client)
        case .shell:
            if let session = try ProcessSession(service, at: address, through: programs) { return session }
            throw .unsupported(what: "An SSH address without the program ssh", hint: "Install ssh, or use https.")
        case .local(let path):
            if let session = try ProcessSession(service, at: address, through: programs) { return session }
            return try DirectSession(service, at: path)
        }
    }
}
