import Core
import FoundationEssentials
import Intake
import Resources

/// Reads the command line, calls the command, and says what went wrong in words.
enum CommandLineTool {
    static func run(_ words: [String]) async -> ExitStatus {
        let environment = ProcessInfo.processInfo.environment
        let console = Console(environment: environment)
        guard let name = words.first, !["help", "--help", "-h"].contains(name) else {
            return help(words.dropFirst().first, console)
        }
        if name == "--version" { return VersionCommand.run(asJSON: false, console) }
        guard let description = CommandCatalogue.command(named: name) else {
            let near = Nearest.word(to: name, among: CommandCatalogue.commands.map(\.name))
            console.failure(
                "There is no command '\(PlainText.line(name, limit: 40))'."
                    + (near.map { " Did you mean 'bot \($0)'?" } ?? "") + " 'bot --help' lists them.")
            return .invalid
        }
        do {
            let arguments = try Arguments(words.dropFirst(), for: description)
            if arguments.has(.help) {
                console.answer(description.help)
                return .succeeded
            }
            return try await perform(name, arguments, environment, console)
        } catch {
            return report(error, console)
        }
    }

    private static func perform(
        _ name: String, _ arguments: Arguments, _ environment: [String: String], _ console: Console
    ) async throws -> ExitStatus {
        if name == CommandCatalogue.version.name { return VersionCommand.run(asJSON: arguments.has(.json), console) }
        let context = CommandContext(arguments: arguments, environment: environment, console: console)
        switch name {
        case CommandCatalogue.run.name: return try await RunCommand(context: context).run()
        case CommandCatalogue.image.name: return try await DirectCommand(context: context, kind: .image).run()
        case CommandCatalogue.video.name: return try await DirectCommand(context: context, kind: .video).run()
        case CommandCatalogue.story.name: return try await DirectCommand(context: context, kind: .story).run()
        case CommandCatalogue.batch.name: return try await DirectCommand(context: context, kind: .batch).run()
        case CommandCatalogue.plan.name: return try await PlanCommand(context: context).run()
        case CommandCatalogue.poll.name: return try await PollCommand(context: context).run()
        case CommandCatalogue.review.name: return try await ReviewCommand(context: context).run()
        case CommandCatalogue.history.name: return try await HistoryCommand(context: context).run()
        case CommandCatalogue.show.name: return try await ShowCommand(context: context).run()
        case CommandCatalogue.events.name: return try await EventsCommand(context: context).run()
        case CommandCatalogue.replay.name: return try await ReplayCommand(context: context).run()
        case CommandCatalogue.resume.name: return try await ResumeCommand(context: context).run()
        case CommandCatalogue.cancel.name: return try await CancelCommand(context: context).run()
        case CommandCatalogue.cache.name: return try await CacheCommand(context: context).run()
        case CommandCatalogue.prune.name: return try await PruneCommand(context: context).run()
        case CommandCatalogue.budget.name: return try await BudgetCommand(context: context).run()
        case CommandCatalogue.approve.name: return try await DecisionCommand(context: context, kind: .approve).run()
        case CommandCatalogue.revise.name: return try await DecisionCommand(context: context, kind: .revise).run()
        case CommandCatalogue.reject.name: return try await DecisionCommand(context: context, kind: .reject).run()
        case CommandCatalogue.accept.name: return try await DecisionCommand(context: context, kind: .accept).run()
        case CommandCatalogue.supply.name: return try await DecisionCommand(context: context, kind: .supply).run()
        case CommandCatalogue.serve.name: return try await ServeCommand(context: context).run()
        default: return try await DoctorCommand(context: context).run()
        }
    }

    private static func help(_ name: String?, _ console: Console) -> ExitStatus {
        console.answer(name.flatMap(CommandCatalogue.command(named:))?.help ?? CommandCatalogue.overview)
        return .succeeded
    }

    private static func report(_ error: any Error, _ console: Console) -> ExitStatus {
        switch error {
        case let error as UsageError:
            console.failure(error.message)
            console.note("'bot \(error.command.map { "\($0) " } ?? "")--help' explains.")
            return .invalid
        case let error as CommandFailure:
            console.failure(error.message)
            return error.status
        case let error as BriefProblems:
            console.failure(error.description)
            return .invalid
        case let error as ResourceErrors:
            console.failure(error.description)
            return .invalid
        case let error as IssueReferenceError:
            console.failure(error.description)
            return .invalid
        case let error as any CustomStringConvertible & Error:
            console.failure(error.description)
            return .failed
        default:
            // An error of the system without words of its own; its Swift name would help nobody.
            console.failure(
                "A file or a service of this machine failed unexpectedly. 'bot doctor' looks for the cause.")
            return .failed
        }
    }
}
