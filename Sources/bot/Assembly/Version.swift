/// The version of this bot.
enum Version {
    static let text = "0.1.0"
}
