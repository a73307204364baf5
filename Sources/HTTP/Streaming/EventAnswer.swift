/// What a request for events is answered with.
package enum EventAnswer: Sendable {
    /// The answer is of events, which are still to come.
    case events(EventStream)
    /// Anything else, in whole: a refusal, or a service that does not stream.
    case whole(HTTPResponse)
}
