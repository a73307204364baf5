/// Why something that was asked of the page is not done, and what to do instead.
struct PageRefusal: Error, Hashable {
    let status: UInt32
    let title: String
    let text: String

    init(_ status: UInt32, _ title: String, _ text: String) {
        self.status = status
        self.title = title
        self.text = text
    }

    /// The same for what is not there and for what somebody may not see.
    static let noRun = PageRefusal(
        404, "There is no such run", "It is not in this service’s history, or you may not see its repository.")
}
