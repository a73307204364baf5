import Core
import Intake

/// An issue's title, which is the first line, and body; and the same text as a batch's file in each of its forms.
enum IssueTarget {
    private static let identity = IssueIdentity.github(repository: "octo/lighthouse", number: 1)

    static func read(_ input: [UInt8]) -> Bool {
        let text = String(decoding: input, as: UTF8.self)
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let (title, body) = (String(lines[0].prefix(200)), String(lines.last ?? ""))
        let form = ["list.csv", "list.json", "list.yml"][input.count % 3]
        for issue in [
            Issue(identity: identity, title: title, body: body, labels: []),
            Issue(identity: identity, title: "[Batch]", body: "### Batch file\n\n\(form)", labels: []),
        ] {
            let batch = BatchFile.path(in: issue).map { BatchFile(path: $0, text: text) }
            do throws(BriefProblems) {
                let reading = try BriefReader().reading(issue, batch: batch)
                precondition(reading.brief.count > 0, "a brief without pictures was taken")
            } catch {
                precondition(!error.problems.isEmpty, "a brief was refused without a reason")
            }
        }
        return true
    }
}
