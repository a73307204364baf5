/// What a server grants its clients before it cuts them off.
package struct ServerLimits: Hashable, Sendable {
    /// How many connections may be open; those beyond wait to be accepted.
    package var connections = 2_000
    /// Bytes that the head of one request may take, with what the server keeps beside it; they are wiped after each.
    ///
    /// Half of them are read into at first: enough for the 25 KB of a usual delivery to come in one piece.
    package var head = 56 << 10
    /// Bytes of request bodies that are held at once, of all connections together.
    package var bodies = 128 << 20
    /// How long a new connection, or one whose last answer has gone, may take to send the whole head of a request.
    package var headTime = Duration.seconds(30)
    /// How long the body of a request may take from its head on.
    package var bodyTime = Duration.seconds(30)
    /// The same for a body that goes to a file: films and pictures come from telephones too.
    package var fileTime = Duration.seconds(300)
    /// How long a client may leave an answer lying, or a piece of one that streams.
    package var answerTime = Duration.seconds(30)

    package init() {}

    /// The smallest of the times.
    var shortestTime: Duration { min(headTime, bodyTime, fileTime, answerTime) }
}
