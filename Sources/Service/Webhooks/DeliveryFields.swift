/// The fields of a delivery's JSON that are read, whatever its event; a field that is not there, or of another type, is nil.
struct DeliveryFields: Hashable, Sendable {
    var action: String?
    var repository: String?
    var issue: Int?
    /// Whether the issue is a pull request.
    var isPullRequest = false
    /// The branch that a pull request or a check run is about.
    var branch: String?
    var sender: Int?
    var senderLogin: String?
    var senderType: String?
    var installation: Int?
    var label: String?
    /// Whether the comment begins as the bot's own do.
    var isMarked = false
    /// What the check run says that it is about: a run of ours, where the check is ours.
    var run: String?
    /// The button of a check run that was pressed.
    var request: String?
    /// Those that an installation has got, or was made with.
    var repositories: [String] = []
}
