/// The two places of events.
enum EventTable: String {
    /// By run: whoever reads or writes much of one run touches few pages.
    case events
    /// By the order of writing: many who write a little each touch few pages.
    case tail
}
