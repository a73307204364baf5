package import Core

/// How a repository wants its bot: `.github/showrunner.yml` of its default branch, or the file after `--config`.
package struct Settings: Hashable, Sendable {
    /// The label that starts a run.
    package var label = "generate"
    package var access = Access()
    /// How many tasks are at work at once.
    package var concurrency = 5
    package var branchPrefix = "showrunner/"
    package var author = Identity(name: "Showrunner", email: "showrunner@users.noreply.github.com")
    package var committer = Identity(name: "Showrunner", email: "showrunner@users.noreply.github.com")
    /// What a brief that does not say takes.
    package var threshold = 80
    package var attempts = 3
    /// Where assets go unless a brief says; `{issue}` stands for `issue-12` or a file's name.
    package var outputPath = "assets/{issue}/"
    package var review = ReviewSettings()
    package var budgets = Budgets()
    /// Beyond this share of a run's budget cheaper models make the rest, from 0 to 1.
    package var lowerTierAt = 0.8
    package var breaker = Breaker()
    package var gates = Gates()
    package var delivery = Delivery()
    package var unknownOutcome = UnknownOutcomePolicy.ask
    /// Text calls under this price may be repeated when their outcome is unknown.
    package var textRepeatLimit = MicroDollars(50_000)
    /// The model that answers all text questions; nil leaves the choice to the purpose.
    package var textModel: String?
    /// How often the comment is brought up to date while a run goes on.
    package var commentEvery = Duration.seconds(30)
    /// Whether a pinned issue says that the bot is alive.
    package var statusIssue = false
    /// How long paid calls in flight are waited for when the process is asked to stop.
    package var shutdownGrace = Duration.seconds(30)
    /// Where the repository keeps workflows of its own.
    package var workflowFolder = "workflows"

    /// Where a repository keeps its settings.
    package static let path = ".github/showrunner.yml"

    package init() {}

    /// Who may start runs and decide about them on GitHub.
    package struct Access: Hashable, Sendable {
        /// The least role: `triage`, `write`, `maintain`, `admin`, or the name of a custom one.
        package var role = "write"
        /// The numbers of Apps whose labels and comments count like those of a person with the role.
        package var apps: [Int64] = []
    }

    /// Who writes commits.
    package struct Identity: Hashable, Sendable {
        package var name: String
        package var email: String

        package init(name: String, email: String) {
            self.name = name
            self.email = email
        }
    }

    /// What counts in a score: criteria by name, in lower camel case.
    package struct ReviewSettings: Hashable, Sendable {
        /// How much each criterion weighs, from 0.
        package var weights: [String: Double] = [:]
        /// What each criterion must reach by itself, 0–100.
        package var floors: [String: Double] = [:]
        package var judge = Judge()
    }

    /// Which vision models judge a picture, and how far they are believed.
    package struct Judge: Hashable, Sendable {
        /// At most two by their names in the registry, both asked; none for no judging; nil for the one that suits the brief.
        package var models: [String]?
        /// Within so many points of the threshold a judge is asked a second time; 0 for never.
        package var band: Double = 5
        /// Two judges further apart than so many points disagree.
        package var margin: Double = 20
    }

    /// Where runs wait for a person, and for how long.
    package struct Gates: Hashable, Sendable {
        /// The checkpoints that every run stops at unless its brief says `auto`: the workflow's names, and `plan`.
        package var checkpoints: [String] = []
        /// After how long nobody having decided means what `onTimeout` says.
        package var timeout = Duration.seconds(3600)
        /// The rest between two reminders.
        package var remind = Duration.seconds(1800)
        package var onTimeout: [GateKind: TimeoutPolicy] = [
            .approval: .wait, .clarification: .wait, .budget: .accept, .humanReview: .accept,
        ]
        /// Whether whoever asked for a run may approve what it spends.
        package var ownApproval = true
        /// Whether small copies of what is to be decided are put into a hidden reference of the issue's repository.
        package var pictures = true
    }

    /// What follows the push of a run on GitHub.
    package struct Delivery: Hashable, Sendable {
        package var pullRequest = PullRequest.draft
        /// Whether merging the pull request closes the issue.
        package var closes = false
        /// Where files go that are larger than `largeFile`.
        package var storage = Storage.lfs
        /// In bytes.
        package var largeFile = 10_000_000
        /// Set where `storage` is `s3`.
        package var s3: ObjectStore?

        /// What keeps large files.
        package enum Storage: String, Hashable, Sendable, CaseIterable {
            /// The commit itself, like any other file.
            case git
            case lfs
            case s3
        }

        /// A bucket of a store that speaks the S3 protocol; what signs in to it comes from the environment.
        package struct ObjectStore: Hashable, Sendable {
            /// `https://host`, without a path.
            package var endpoint: String
            package var region: String
            package var bucket: String
            /// What every key begins with, as `assets/`.
            package var prefix: String
            /// Whether the bucket is named in the path rather than in the host.
            package var isPathStyle: Bool
            /// What the files' public addresses begin with; nil: the store's own.
            package var publicURL: String?
        }

        /// How the delivered branch is offered for merging.
        package enum PullRequest: String, Hashable, Sendable, CaseIterable {
            /// As a draft, which is made ready for review when the run has passed.
            case draft
            /// Ready for review from the beginning.
            case ready
            case none
        }
    }

    /// When the calls of a model that keeps failing are suspended.
    package struct Breaker: Hashable, Sendable {
        /// So many failures in a row.
        package var failures = 5
        /// The first rest; each further one doubles, up to ten minutes.
        package var pause = Duration.seconds(30)
    }

    /// What may be spent at most; nil sets no limit of that kind.
    package struct Budgets: Hashable, Sendable {
        package var run: MicroDollars?
        package var issue: MicroDollars?
        package var person: MicroDollars?
        package var repository: MicroDollars?
        package var day: MicroDollars?
    }
}
