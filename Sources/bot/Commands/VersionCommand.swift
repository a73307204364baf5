/// `bot version`.
enum VersionCommand {
    static func run(asJSON: Bool, _ console: Console) -> ExitStatus {
        if asJSON {
            console.json("{\"version\":\"\(Version.text)\"}")
        } else {
            console.answer("bot \(Version.text)")
        }
        return .succeeded
    }
}
