import Core
import Intake

/// Says on an issue what is wrong with its brief: in one marked comment, edited when it is tried again.
struct BriefNotice: Sendable {
    let identity: IssueIdentity
    let tracker: any IssueTracker
    let console: Console

    func post(_ problems: BriefProblems) async {
        console.failure(problems.description, title: "Invalid brief")
        do {
            _ = try await tracker.putComment(problems.markdown, marker: .brief, on: identity)
        } catch {
            console.failure("The issue could not be told: \(error)")
        }
    }

    /// Takes an earlier list of problems back once the brief is right.
    func takeBack() async {
        do {
            guard try await tracker.comment(marker: .brief, on: identity) != nil else { return }
            _ = try await tracker.putComment(
                "The brief is right now; see the run's own comment.", marker: .brief, on: identity)
        } catch {
            console.note("The earlier list of problems could not be taken back: \(error)")
        }
    }
}
