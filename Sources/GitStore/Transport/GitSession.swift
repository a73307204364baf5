/// One conversation with a server's program: it has greeted, and waits for what we want.
protocol GitSession: AnyObject {
    var advertisement: Advertisement { get }

    /// Sends everything that is to be said, and gives what comes back.
    func converse(_ parts: [PackPart]) async throws(GitError) -> ReplyStream

    /// Ends the conversation; what is said afterwards is not heard.
    func close()
}
