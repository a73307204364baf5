import Core

extension Timestamp {
    /// A time that is missing or no time counts as long ago, as nothing old may start anything.
    init(reply text: String?) { self = text.flatMap { Timestamp($0) } ?? Timestamp(milliseconds: 0) }
}
