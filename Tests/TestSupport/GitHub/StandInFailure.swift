/// What the stand-in is to answer instead of the truth, and how often.
package struct StandInFailure: Sendable {
    package var method: String?
    /// Found anywhere in the path; empty: in every one.
    package var path: String
    package var times: Int
    package var reply: LoopbackReply
    /// Whether the call is carried out all the same, so that only its answer is lost.
    package var isCarriedOut: Bool

    package init(
        _ reply: LoopbackReply, method: String? = nil, path: String = "", times: Int = 1, isCarriedOut: Bool = false
    ) {
        self.reply = reply
        self.method = method
        self.path = path
        self.times = times
        self.isCarriedOut = isCarriedOut
    }

    func matches(_ request: LoopbackRequest) -> Bool {
        times > 0 && (method == nil || method == request.method) && (path.isEmpty || request.path.contains(path))
    }
}
