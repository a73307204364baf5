import Content
import Core
import FoundationEssentials
import Imaging
import Resources
import Review

/// `bot review`: scores any pictures.
struct ReviewCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        var threshold: Double?
        if let text = context.arguments[.threshold] {
            guard let number = Double(text), (0...100).contains(number) else {
                throw UsageError("--threshold takes a number from 0 to 100.", command: "review")
            }
            threshold = number
        }
        let workshop = try await context.workshop()
        var settings = workshop.assetReview.settings
        if let threshold { settings.threshold = threshold }
        let review = AssetReview(settings: settings)
        var unjudged = 0
        for path in context.arguments.operands {
            do {
                let bytes = try Self.bytes(of: path)
                let result = try await workshop.imaging.run { try review.judge(bytes: bytes) }
                show(result, of: path)
            } catch {
                unjudged += 1
                fail(path, error)
            }
        }
        return unjudged == 0 ? .succeeded : .failed
    }

    private func show(_ result: ReviewResult, of path: String) {
        let judgement = result.judgement
        if context.isJSON {
            context.console.json(
                JSONValue.object([
                    "path": .string(path), "score": .number(judgement.score),
                    "verdict": .string(judgement.verdict.rawValue),
                    "criteria": .object(judgement.criteria.mapValues(JSONValue.number)),
                    "width": .integer(Int64(result.size.width)), "height": .integer(Int64(result.size.height)),
                    "mediaType": .string(result.mediaType.rawValue),
                ]).text)
            return
        }
        let criteria = judgement.criteria.sorted { $0.value < $1.value }
            .map { "\($0.key) \(Int($0.value.rounded()))" }.joined(separator: ", ")
        context.console.answer(
            "\(PlainText.line(path)): \(Figures.score(judgement.score)) of 100, \(judgement.verdict.rawValue)"
                + " (\(result.size) \(result.mediaType.format); \(criteria))")
    }

    private static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("there is no such file")
        }
        guard !isFolder else { throw CommandFailure("it is a folder; name the pictures in it") }
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure("it can't be read; check its rights")
        }
    }

    private func fail(_ path: String, _ error: any Error) {
        let reason = "\(error)"
        if context.isJSON {
            context.console.json(
                JSONValue.object([
                    "path": .string(path), "score": .null, "verdict": .string(Verdict.unjudged.rawValue),
                    "criteria": .object([:]), "error": .string(reason),
                ]).text)
        }
        context.console.failure("\(PlainText.line(path)) could not be judged: \(PlainText.line(reason))")
    }
}
