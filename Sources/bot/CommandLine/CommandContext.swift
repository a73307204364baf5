import Content
import Core
import Engine
import FoundationEssentials
import GitHub
import Intake
import Providers
import Resources
import Store

/// What every command starts from.
struct CommandContext: Sendable {
    let arguments: Arguments
    let environment: [String: String]
    let console: Console

    var isJSON: Bool { arguments.has(.json) }

    var stateFolder: String { Workshop.stateFolder(arguments, environment) }

    /// Whoever types: the actor of a CI job, or the user of the terminal.
    var person: String {
        [environment["GITHUB_ACTOR"], environment["USER"], environment["LOGNAME"]].compactMap { $0 }
            .first { !$0.isEmpty } ?? ProcessIdentity.userName ?? "someone"
    }

    /// The issue that the first operand names.
    func issue() throws -> IssueIdentity {
        let servers = [environment["GITHUB_SERVER_URL"], environment["GITHUB_API_URL"]].compactMap { $0 }
        let parser = IssueReferenceParser(
            repository: arguments[.repository] ?? environment["GITHUB_REPOSITORY"], servers: servers,
            folder: FileManager.default.currentDirectoryPath)
        return try parser.parse(arguments.operands.first ?? "")
    }

    /// The parts, under the settings and with the models that hold for an issue, or for this folder.
    func workshop(for issue: IssueIdentity? = nil) async throws -> Workshop {
        var folder = FileManager.default.currentDirectoryPath
        let settings: SettingsFile
        switch issue {
        case .github(let repository, _):
            let bare = try workshop(.defaults, try ModelFiles(providers: Adapters.names))
            if arguments[.config] == nil {
                settings = try await bare.settings(of: repository)
            } else {
                settings = try SettingsSource.settings(config: arguments[.config], near: folder)
            }
            return try workshop(settings, try await bare.models(of: repository))
        case .file(let path):
            // A request of the command line belongs to the folder that it was made in.
            if !DirectRequest.isOne(path, inState: stateFolder) {
                folder = URL(filePath: path).deletingLastPathComponent().path
            }
        case nil: break
        }
        settings = try SettingsSource.settings(config: arguments[.config], near: folder)
        let own = try ModelFiles.texts(in: SettingsSource.root(above: folder))
        return try workshop(settings, try ModelFiles(own: own, providers: Adapters.names))
    }

    private func workshop(_ settings: SettingsFile, _ models: ModelFiles) throws(CommandFailure) -> Workshop {
        Workshop(
            environment: environment, console: console, arguments: arguments, settings: settings, models: models,
            claims: try ClaimDesk.wanted(arguments, environment))
    }

    /// The run that the first operand names: whole, in part, or `last`.
    func run(in store: SQLiteStore) async throws -> RunSummary {
        let name = arguments.operands.first ?? "last"
        if name == "last" {
            guard let newest = try await store.runs(limit: 1).first else {
                throw CommandFailure("There are no runs in this state folder yet. 'bot run <issue>' makes one.")
            }
            return newest
        }
        switch try await store.run(matching: name) {
        case .one(let run): return run
        case .none:
            throw CommandFailure("There is no run '\(PlainText.line(name, limit: 60))'. 'bot history' lists the runs.")
        case .several(let runs):
            throw CommandFailure(
                "'\(PlainText.line(name, limit: 60))' may mean \(runs.map(\.text).joined(separator: ", ")). Give more of its name."
            )
        }
    }
}
