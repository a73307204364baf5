import Core

/// The bot's voice: lines for a terminal, a plain log or GitHub Actions, and JSON for programs.
struct Console: Sendable {
    let terminal: Terminal
    /// Whether the output is read by GitHub Actions, which takes some lines for commands.
    let isActions: Bool
    /// Where a step's summary goes; nil outside Actions.
    let summaryPath: String?
    private let level: LogLevel

    init(environment: [String: String]) {
        terminal = Terminal(environment: environment)
        isActions = environment["GITHUB_ACTIONS"] == "true"
        summaryPath = environment["GITHUB_STEP_SUMMARY"]
        level = LogLevel(rawValue: environment["BOT_LOG"]?.lowercased() ?? "") ?? .info
    }

    /// An answer, to standard output.
    func answer(_ text: String) { terminal.out(isActions ? Self.disarmed(text) : text) }

    /// One JSON value, to standard output.
    func json(_ text: String) { terminal.out(isActions ? Self.replacing("##[", with: "##\\u005b", in: text) : text) }

    /// What happens, to standard error.
    func note(_ text: String, level: LogLevel = .info) {
        guard isTold(level) else { return }
        let text = Self.harmless(text)
        terminal.err(isActions ? Self.disarmed(text) : text)
    }

    func isTold(_ level: LogLevel) -> Bool { level >= self.level }

    /// What went wrong, to standard error; in Actions also as an annotation.
    func failure(_ text: String, title: String = "Showrunner") {
        let text = Self.harmless(text)
        if isActions {
            terminal.err("::error title=\(Self.property(title))::\(Self.data(text))")
        } else {
            terminal.err(colour(text, "31"))
        }
    }

    func beginGroup(_ title: String) { if isActions { terminal.err("::group::\(Self.data(title))") } }
    func endGroup() { if isActions { terminal.err("::endgroup::") } }

    private func colour(_ text: String, _ code: String) -> String {
        terminal.isInteractive && terminal.hasColours ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }

    /// Messages quote files, services and issues: no escape sequence of theirs reaches a terminal, whoever forgot to clean it.
    private static func harmless(_ text: String) -> String { PlainText.clean(text, keepsLines: true) }

    /// Breaks what the runner would take for a command, wherever it stands in a line.
    static func disarmed(_ text: String) -> String {
        replacing("##[", with: "#\u{200b}#[", in: replacing("::", with: ":\u{200b}:", in: text))
    }

    /// The older form of a command is broken here too, for whoever reads these lines by other means than the runner.
    private static func data(_ text: String) -> String {
        let plain = replacing("##[", with: "#\u{200b}#[", in: text)
        return replacing(
            "\n", with: "%0A", in: replacing("\r", with: "%0D", in: replacing("%", with: "%25", in: plain)))
    }

    private static func property(_ text: String) -> String {
        replacing(",", with: "%2C", in: replacing(":", with: "%3A", in: data(text)))
    }

    private static func replacing(_ old: String, with new: String, in text: String) -> String {
        let old = Array(old.utf8)
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at...].starts(with: old) {
                result += new.utf8
                at += old.count
            } else {
                result.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
