import Core
import FoundationEssentials
import Intake

/// `bot image`, `video`, `story` and `batch`: what an issue would ask for, asked for here.
struct DirectCommand: Sendable {
    let context: CommandContext
    let kind: BriefKind

    func run() async throws -> ExitStatus {
        let path = try request().write(inState: context.stateFolder)
        let output = context.arguments[.output] ?? "showrunner-output"
        let command = RunCommand(
            context: context, identity: .file(path: path), folder: Workshop.absolute(output),
            ended: { [records] in try records.write($0) })
        return try await command.run()
    }

    /// Where what each task did is written.
    private var records: TaskRecordFolder { TaskRecordFolder(path: context.arguments[.records] ?? "agent-output") }

    private func request() throws -> DirectRequest {
        let arguments = context.arguments
        var files: [(key: BriefField, path: String)] = []
        var operands = arguments.operands
        var kind = kind
        switch kind {
        case .batch: files.append((.items, try Self.list(operands.removeFirst())))
        case .video where operands.count > 1: files.append((.firstFrame, operands.removeFirst()))
        case .image, .edit, .video, .story: break
        }
        var fields: [(key: BriefField, value: String)] = []
        for (option, key) in Self.fields { arguments[option].map { fields.append((key, $0)) } }
        if arguments[.seed] == nil {
            // By its words alone: another option, or another line of a list, is no reason to buy everything anew.
            let words = ([kind.rawValue] + (kind == .batch ? [] : operands)).joined(separator: " ")
            fields.append((.seed, "\(Seed(hashing: words))"))
        }
        if arguments.has(.chain) {
            fields.append((.optimise, "chain"))
        } else if arguments.has(.optimise) || arguments.has(.optimize) {
            fields.append((.optimise, "yes"))
        }
        if arguments.has(.videos) { fields.append((.videos, "yes")) }
        if arguments.has(.audio) { fields.append((.audio, "yes")) }
        if let frame = arguments[.lastFrame] { files.append((.lastFrame, frame)) }
        if let picture = arguments[.edit] {
            kind = .edit
            files.append((.references, picture))
        }
        if let mask = arguments[.mask] {
            guard kind == .edit else {
                throw UsageError(
                    "--mask marks what --edit may change: name the picture with --edit too.", command: "image")
            }
            files.append((.mask, mask))
        }
        let prompt = operands.joined(separator: " ")
        // Without words the title would become the prompt, and be paid for.
        guard kind == .batch || !PlainText.line(prompt).isEmpty else {
            throw UsageError(
                "'bot \(self.kind.rawValue)' needs words that say what to make.", command: self.kind.rawValue)
        }
        return DirectRequest(kind: kind, prompt: prompt, fields: fields, files: files)
    }

    /// The list of a batch: a file here whose ending says how it is read.
    private static func list(_ path: String) throws -> String {
        guard !DirectRequest.isAddress(path) else {
            throw CommandFailure("\(PlainText.line(path)) is not fetched: name a file here.", status: .invalid)
        }
        guard BatchFile.isOne(path) else {
            throw CommandFailure(
                "\(PlainText.line(path)) does not say by its ending how it is read. Name it .json, .yaml, .yml, .csv or .tsv.",
                status: .invalid)
        }
        return path
    }

    private static let fields: [(Option, BriefField)] = [
        (.sizeText, .size), (.aspectRatio, .aspectRatio), (.resolution, .resolution), (.count, .count),
        (.format, .format), (.style, .style), (.palette, .palette), (.negative, .negativePrompt), (.model, .model),
        (.quality, .quality), (.threshold, .threshold), (.attempts, .attempts), (.dollars, .budget), (.seed, .seed),
        (.scenes, .scenes), (.duration, .duration), (.fps, .fps), (.camera, .camera),
    ]
}
