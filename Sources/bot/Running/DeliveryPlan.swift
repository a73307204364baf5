import Content
import Core
import FoundationEssentials
import GitHub
import GitStore
import Resources

/// Where a run delivers to, as its charter remembers it for whichever process goes on with it.
struct DeliveryPlan: Hashable, Sendable {
    /// A repository's path or address; nil for a plain folder.
    let git: String?
    let branch: String
    let folder: String?

    init(git: String?, branch: String, folder: String?) {
        self.git = git
        self.branch = branch
        self.folder = folder
    }

    /// For people: the repository with the branch, or the folder.
    var place: String { git.map { "\(branch) of \($0)" } ?? folder ?? "showrunner-output" }

    var json: JSONValue {
        var members: [String: JSONValue] = ["branch": .string(branch)]
        members["git"] = git.map(JSONValue.string)
        members["folder"] = folder.map(JSONValue.string)
        return .object(members)
    }

    init(json: JSONValue) {
        git = json["git"]?.string
        branch = json["branch"]?.string ?? ""
        folder = json["folder"]?.string
    }

    /// As the command line, the issue and the settings want it.
    ///
    /// A Markdown issue without `--git` delivers into `folder`, else into `showrunner-output/` beside it; an issue on GitHub into its
    /// own repository.
    static func chosen(
        for issue: IssueIdentity, git: String?, folder: String? = nil, workshop: Workshop
    ) async throws -> DeliveryPlan {
        let branch = workshop.settings.branchPrefix + issue.slug
        if let git {
            return DeliveryPlan(
                git: GitAddress.isAddress(git) ? git : Workshop.absolute(git), branch: branch, folder: nil)
        }
        switch issue {
        case .github(let repository, _):
            return DeliveryPlan(
                git: try await workshop.github.repository(repository).cloneURL, branch: branch, folder: nil)
        case .file(let path):
            let beside = URL(filePath: path).deletingLastPathComponent().appending(path: "showrunner-output")
            return DeliveryPlan(git: nil, branch: branch, folder: folder ?? beside.path)
        }
    }

    func target(in workshop: Workshop) -> any DeliveryTarget {
        guard let git else { return FolderTarget(folder: folder ?? "showrunner-output") }
        let settings = workshop.settings
        return CommitTarget(
            deliverer: Deliverer(http: workshop.http),
            terms: CommitTarget.Terms(
                target: git, branch: branch,
                author: GitIdentity(name: settings.author.name, email: settings.author.email),
                committer: GitIdentity(name: settings.committer.name, email: settings.committer.email),
                // A token of an App's lives for an hour, and a run may have waited longer.
                credential: { () async throws(TaskFailure) in
                    do throws(TrackerError) {
                        return try await workshop.signIn.token(forCloneURL: git)
                            .map { GitCredential(token: $0, hosts: workshop.gitHubHosts) }
                    } catch {
                        throw TaskFailure(.needsPerson, "the push to \(git) can't be signed in: \(error)")
                    }
                },
                cacheFolder: workshop.stateFolder + "/git",
                largestPlainFile: settings.delivery.storage == .lfs ? settings.delivery.largeFile : nil,
                signer: { () throws(TaskFailure) in
                    switch CommitSigning(environment: workshop.environment) {
                    case .none: return nil
                    case .key(let key): return key
                    case .unusable(let problem): throw TaskFailure(.needsPerson, "\(problem); then resume the run")
                    }
                }))
    }
}
