/// What a review says of an asset in one word.
package enum Verdict: String, Hashable, Sendable {
    /// At or above the threshold, every criterion above its own floor.
    case pass
    /// At or above the threshold, but a criterion is under its floor.
    case warn
    /// Under the threshold.
    case fail
    /// Nobody could judge it: neither passed nor failed.
    case unjudged
}
