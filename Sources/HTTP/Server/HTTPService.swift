/// What answers the requests that a server reads.
///
/// All are called on the server's own thread, which serves every connection: they must not block, but for the disk in `flush`.
package protocol HTTPService: Sendable {
    /// What is to become of a request's body, which has not been read yet.
    func admit(_ head: RequestHead) -> Admission

    /// Sees to the answer of a whole request: at once, or later from any thread.
    func answer(_ request: ServerRequest, _ reply: ServerReply)

    /// Does now what was put off to be done for many requests together.
    ///
    /// Called after answers were asked for, as soon as nothing more is there to be read, at the latest some milliseconds later.
    func flush()
}

extension HTTPService {
    package func flush() {}
}

/// Whether a request is read on.
package enum Admission: Sendable {
    /// Its body is read, up to so many bytes.
    case body(limit: Int)
    /// Its body goes to a file as it comes in, up to what the file takes.
    case file(BodyFile)
    /// It is answered at once, and its connection closed if a body was to follow.
    case refused(ServerResponse)
}
