import Core
import Intake

/// An issue's title, which is the first line, and body.
enum IssueTarget {
    static let identity = IssueIdentity.github(repository: "octo/lighthouse", number: 1)

    static func read(_ input: [UInt8]) -> Bool {
        let text = String(decoding: input, as: UTF8.self)
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        read(Issue(identity: identity, title: String(lines[0].prefix(200)), body: String(lines.last ?? ""), labels: []))
        return true
    }

    static func read(_ issue: Issue, batch: BatchFile? = nil) {
        do throws(BriefProblems) {
            let reading = try BriefReader().reading(issue, batch: batch)
            precondition(reading.brief.count > 0, "a brief without pictures was taken")
        } catch {
            precondition(!error.problems.isEmpty, "a brief was refused without a reason")
        }
    }
}
