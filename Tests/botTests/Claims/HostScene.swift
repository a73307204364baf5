import Core
import Foundation
import TestSupport

/// An issue whose pictures are bought, and hosts that come and go with empty disks: jobs of one workflow run.
final class HostScene: Sendable {
    let paid: PaidScene
    var hub: GitHubScene { paid.hub }

    init(unknownOutcome: String = "again", form: String = PaidScene.form, settings: String = "") async throws {
        paid = try await PaidScene(unknownOutcome: unknownOutcome, form: form, settings: settings)
    }

    /// What one host has in its environment; the last one's state folder is the scene's own.
    func environment(host: Int, attempt: Int? = nil, isLast: Bool = false) -> [String: String] {
        var variables = paid.environment
        variables["BOT_CLAIMS"] = "ref"
        variables["BOT_CLAIM_LEASE"] = "3s"
        if !isLast { variables["BOT_STATE_DIR"] = hub.scene.path("host-\(host)") }
        if let attempt {
            variables["GITHUB_RUN_ID"] = "77"
            variables["GITHUB_JOB"] = "attend"
            variables["GITHUB_RUN_ATTEMPT"] = String(attempt)
        }
        return variables
    }

    func start(
        issue: Int = 12, host: Int, attempt: Int? = nil, isLast: Bool = false
    ) throws -> RunningCommand {
        try hub.scene.start(
            "run", "octo/assets#\(issue)", environment: environment(host: host, attempt: attempt, isLast: isLast))
    }

    /// Another host brings the issue to its end, and approves whatever the run asks on the way.
    func finish(host: Int, attempt: Int? = nil) async throws -> CommandResult {
        let variables = environment(host: host, attempt: attempt, isLast: true)
        var result = try await hub.scene.bot("run", "octo/assets#12", environment: variables)
        while result.status == 4 {
            let open = (try await hub.scene.shown()["gates"]?.array ?? []).first { $0["status"] == "open" }
            guard let gate = open?["id"]?.string, let shown = open?["shown"]?.string else { return result }
            result = try await hub.scene.bot(
                "approve", "last", "--gate", gate, "--shown", shown, environment: variables)
        }
        return result
    }

    /// Changes a file under a reference as somebody else who may push would.
    func forge(_ path: String, _ text: String, under reference: String) async throws {
        let git = hub.scene
        try await git.git("-C", "seed", "fetch", "-q", hub.repository, reference)
        try await git.git("-C", "seed", "checkout", "-q", "--detach", "FETCH_HEAD")
        try git.folder.write(text, to: "seed/" + path)
        try await git.git("-C", "seed", "add", ".")
        try await git.git("-C", "seed", "commit", "-q", "-m", "Forged")
        try await git.git("-C", "seed", "push", "-q", hub.repository, "HEAD:" + reference)
    }

    /// The names of the files under a reference.
    func files(under reference: String) async throws -> [String] {
        try await hub.scene.git("-C", hub.repository, "ls-tree", "-r", "--name-only", reference).lines
    }

    /// A file of an issue's reference as the server has it.
    func file(_ path: String, of issue: Int = 12) async throws -> String {
        try await hub.scene.git("-C", hub.repository, "show", "refs/showrunner/issues/\(issue):\(path)").text
    }

    func note(of issue: Int = 12) async throws -> JSONValue {
        try JSONValue(parsing: try await file("claim.json", of: issue))
    }

    /// The lines of the ledger that all hosts share.
    func ledger() async throws -> [JSONValue] {
        let names = try await hub.scene.git(
            "-C", hub.repository, "ls-tree", "-r", "--name-only", "refs/showrunner/ledger"
        ).lines
        var lines: [JSONValue] = []
        for name in names {
            lines.append(
                try JSONValue(
                    parsing: try await hub.scene.git("-C", hub.repository, "show", "refs/showrunner/ledger:\(name)")
                        .text))
        }
        return lines
    }
}
