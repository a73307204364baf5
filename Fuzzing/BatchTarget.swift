import Core
import Intake

/// The file that an issue names under its items: a table, JSON or YAML by the input's length.
enum BatchTarget {
    private static let issues = ["list.csv", "list.json", "list.yml"].map { path in
        let issue = Issue(
            identity: IssueTarget.identity, title: "[Batch]", body: "### Items\n\n\(path)", labels: [])
        guard let found = BatchFile.path(in: issue) else {
            preconditionFailure("'\(path)' is no longer a batch's file")
        }
        return (issue, found)
    }

    static func read(_ input: [UInt8]) -> Bool {
        let (issue, path) = issues[input.count % issues.count]
        IssueTarget.read(issue, batch: BatchFile(path: path, text: String(decoding: input, as: UTF8.self)))
        return true
    }
}
