/// A person, or an app that acts as one.
struct UserReply: Decodable {
    let login: String
    /// `User`, `Bot`, `Organization`, ….
    let type: String?

    func actor(through app: ActingAppReply?) -> GitHubActor {
        GitHubActor(login, isBot: type == "Bot", app: app?.id)
    }
}
