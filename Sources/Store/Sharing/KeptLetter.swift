/// An entry of a run's inbox as other hosts are told of it: one that was taken in is known by its key alone.
package struct KeptLetter: Hashable, Sendable {
    package let key: String
    /// One JSON object; nil where a batch has taken it in.
    package let payload: String?

    package init(key: String, payload: String?) {
        self.key = key
        self.payload = payload
    }
}
