import Core
import Foundation

/// Plans and runs the briefs of the corpus with a bot, and sets what was estimated beside what it came to.
package struct EstimateMeasure: Sendable {
    package struct Row: Sendable {
        package let name: String
        package let likely: Double
        package let settled: Double

        /// How far the estimate is off, as a share of what was settled; 0 where both are nothing.
        package var error: Double { settled > 0 ? abs(likely - settled) / settled : likely > 0 ? .infinity : 0 }

        package static func sum(of rows: [Row]) -> Row {
            rows.reduce(Row(name: "all", likely: 0, settled: 0)) {
                Row(name: $0.name, likely: $0.likely + $1.likely, settled: $0.settled + $1.settled)
            }
        }
    }

    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }

    private let bot: String
    private let service: CorpusService
    private let folder: TemporaryFolder
    private let picture: [UInt8]

    /// `bot`: the program's path; `picture`: the one that briefs refer to.
    package init(bot: String, service: CorpusService, picture: [UInt8]) throws {
        self.bot = bot
        self.service = service
        self.picture = picture
        folder = try TemporaryFolder()
    }

    package func row(for brief: CorpusBrief) async throws -> Row {
        let place = "brief-\(abs(brief.name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))"
        for (name, text) in CorpusBrief.models { try folder.write(text, to: "\(place)/templates/models/\(name)") }
        try folder.write(brief.settings, to: "\(place)/.github/showrunner.yml")
        try folder.write(brief.issue, to: "\(place)/issue.md")
        if brief.hasPicture { try folder.write(picture, to: "\(place)/boat.png") }
        let home = folder.path(place)
        _ = try await Command("git", ["init", "-q", home]).run()
        let planned = try await run(["plan", "issue.md", "--json"], in: home)
        guard let likely = planned["estimate"]?["likelyUSD"]?.number else {
            throw Failed(description: "\(brief.name) could not be planned: \(planned.text)")
        }
        let made = try await run(["run", "issue.md", "--json"], in: home)
        // What is delivered under its marks costs the same: the service's pictures are smaller than some that are asked for.
        guard made["status"] == "succeeded" || made["status"] == "partial",
            let settled = made["cost"]?["spentUSD"]?.number
        else {
            let errors = (made["tasks"]?.array ?? []).compactMap { $0["error"]?.string }.joined(separator: "; ")
            throw Failed(
                description:
                    "\(brief.name) ended as \(made["status"]?.text ?? "nothing"): \(errors) \(made.text.suffix(1500))")
        }
        return Row(name: brief.name, likely: likely, settled: settled)
    }

    private func run(_ words: [String], in home: String) async throws -> JSONValue {
        let result = try await Command(
            bot, words,
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": home,
                "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
                "BOT_STATE_DIR": home + "/state", "OPENAI_API_KEY": "k", "OPENAI_BASE_URL": service.server.url + "/v1",
                "ARK_API_KEY": "k", "ARK_BASE_URL": service.server.url + "/api/v3",
            ], folder: home
        ).run()
        guard let line = result.lines.last, let json = try? JSONValue(parsing: line) else {
            throw Failed(description: "'bot \(words.joined(separator: " "))' said: \(result.text)\(result.errorText)")
        }
        return json
    }
}
