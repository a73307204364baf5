import Content
import Core
import Engine
import FoundationEssentials
import GitHub
import HTTP
import Imaging
import Intake
import Media
import ObjectStore
import Providers
import Resources
import Review
import Service
import Store

/// Where the real parts are put together: one of each for a command.
struct Workshop: Sendable {
    let environment: [String: String]
    let console: Console
    let settingsFile: SettingsFile
    let modelFiles: ModelFiles
    /// The models that the run at hand was begun with; nil where it has not begun.
    private let keptModels: Set<String>?
    /// Whether the run at hand reuses nothing that earlier ones have made.
    let isFresh: Bool
    let stateFolder: String
    let time = SystemTime()
    let http: HTTPClient
    let signIn: GitHubSignIn
    /// In which every write on GitHub waits for its turn, behind those of other processes on the state folder.
    let pacing: WritePacing
    let imaging: ImagingQueue
    /// Nil where `ffmpeg` is not installed.
    let media: MediaTools?
    let traffic: Traffic
    /// Nil where each host keeps to itself.
    let claims: ClaimDesk?

    init(
        environment: [String: String], console: Console, arguments: Arguments, settings: SettingsFile,
        models: ModelFiles, claims: ClaimDesk? = nil
    ) {
        self.environment = environment
        self.console = console
        settingsFile = settings
        modelFiles = models
        keptModels = nil
        isFresh = arguments.has(.fresh)
        http = HTTPClient(
            userAgent: "showrunner/\(Version.text)",
            authorities: environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 })
        signIn = GitHubSignIn(environment: environment, apiURL: Self.apiURL(environment), http: http, time: time)
        imaging = ImagingQueue(width: 2)
        media = MediaTools(environment: environment)
        traffic = Traffic(time: time, seed: .random(in: 0 ... .max))
        stateFolder = Self.stateFolder(arguments, environment)
        pacing = WritePacing(Self.writeLimits(environment), stateFolder: stateFolder)
        self.claims = claims
    }

    private init(
        _ other: Workshop, settings: SettingsFile, models: ModelFiles, kept: Set<String>?, isFresh: Bool
    ) {
        environment = other.environment
        console = other.console
        settingsFile = settings
        modelFiles = models
        keptModels = kept
        self.isFresh = isFresh
        stateFolder = other.stateFolder
        http = other.http
        signIn = other.signIn
        pacing = other.pacing
        imaging = other.imaging
        media = other.media
        traffic = other.traffic
        claims = other.claims
    }

    /// The same parts under the settings and with the models that a run began with.
    func under(_ charter: RunCharter?) throws -> Workshop {
        guard let charter else { return self }
        let own = (charter.models["files"]?.object ?? [:]).compactMapValues(\.string)
        return Workshop(
            self, settings: try SettingsFile(text: charter.settings, name: "the run's settings"),
            models: try ModelFiles(own: own, providers: Adapters.names),
            kept: charter.models["names"]?.array.map { Set($0.compactMap(\.string)) },
            isFresh: charter.models["fresh"]?.bool ?? false)
    }

    /// The same parts under the settings and with the models that a repository has now.
    func under(_ settings: SettingsFile, _ models: ModelFiles) -> Workshop {
        Workshop(self, settings: settings, models: models, kept: nil, isFresh: isFresh)
    }

    var settings: Settings { settingsFile.settings }

    static func stateFolder(_ arguments: Arguments, _ environment: [String: String]) -> String {
        let given = arguments[.state] ?? environment["BOT_STATE_DIR"] ?? ""
        return absolute(given.isEmpty ? ".showrunner" : given)
    }

    /// Where the files lie that a Markdown issue may name, and the repository that they belong to.
    ///
    /// A request of the command line lies in the state folder and belongs to the folder that the command was called in.
    func place(ofIssue path: String) -> (folder: String, root: String) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard DirectRequest.isOne(path, inState: stateFolder) else {
            return (folder, SettingsSource.root(above: folder))
        }
        return (folder, SettingsSource.root(above: FileManager.default.currentDirectoryPath))
    }

    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        return URL(filePath: path, relativeTo: URL(filePath: FileManager.default.currentDirectoryPath + "/")).path
    }

    private static func apiURL(_ environment: [String: String]) -> String {
        environment["GITHUB_API_URL"] ?? "https://api.github.com"
    }

    /// GitHub's own limits always hold; a server of one's own may have none.
    private static func writeLimits(_ environment: [String: String]) -> WritePace.Limits {
        let host = URL(string: apiURL(environment))?.host ?? ""
        let isGitHubs = ["github.com", "ghe.com"].contains { host == $0 || host.hasSuffix("." + $0) }
        return environment["BOT_WRITE_PACE"] == "off" && !isGitHubs ? .none : WritePace.Limits()
    }

    var apiURL: String { Self.apiURL(environment) }
    var serverURL: String { environment["GITHUB_SERVER_URL"] ?? "https://github.com" }

    /// The hosts that the token belongs to: those of the interface and of the pages, whose repositories are cloned from.
    var gitHubHosts: Set<String> {
        var hosts: Set<String> = []
        for address in [apiURL, serverURL] {
            guard let host = URL(string: address)?.host else { continue }
            hosts.insert(host)
            if host.hasPrefix("api.") { hosts.insert(String(host.dropFirst(4))) }
        }
        return hosts
    }

    var github: GitHubTracker {
        switch signIn {
        case .nobody: GitHubTracker(apiURL: apiURL, token: nil, http: http, time: time)
        case .token(let token):
            GitHubTracker(
                client: GitHubClient(apiURL: apiURL, token: token, http: http, time: time, pacing: pacing))
        case .app(let tokens):
            GitHubTracker(client: GitHubClient(apiURL: apiURL, app: tokens, http: http, time: time, pacing: pacing))
        case .unusable(let problem): GitHubTracker(unusable: problem, apiURL: apiURL, http: http, time: time)
        }
    }

    /// The places beside public addresses that pictures may be fetched from, `host:port` each.
    var allowedPlaces: Set<String> {
        Set((environment["BOT_ALLOW_HOSTS"] ?? "").split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() })
    }

    func tracker(for issue: IssueIdentity) -> any IssueTracker {
        switch issue {
        case .github: github
        case .file: MarkdownTracker()
        }
    }

    func store() throws -> SQLiteStore { try SQLiteStore(in: stateFolder) }

    /// The settings that a repository on GitHub has on its default branch; the defaults where it has none.
    func settings(of repository: String) async throws -> SettingsFile {
        guard let text = try await github.file(SettingsSource.path, of: repository) else { return .defaults }
        return try SettingsFile(text: text, name: "\(repository)/\(SettingsSource.path)")
    }

    /// The history as it is; a folder without one is said to be so instead of being made.
    func existingStore() throws -> SQLiteStore {
        guard try SQLiteStore.isPresent(in: stateFolder) else {
            throw CommandFailure(
                "There is no history in \(stateFolder). 'bot run <issue>' makes one; --state names another.")
        }
        return try store()
    }

    /// The history for a command that changes nothing: its folder need not be writable.
    func readableStore() throws -> SQLiteStore {
        guard try SQLiteStore.isPresent(in: stateFolder) else { return try existingStore() }
        return try SQLiteStore.reading(in: stateFolder)
    }

    /// What the history says; nil where there is none yet.
    func reading<Value: Sendable>(_ question: (SQLiteStore) async throws -> Value) async throws -> Value? {
        guard try SQLiteStore.isPresent(in: stateFolder) else { return nil }
        return try await question(try readableStore())
    }

    var assets: FileAssetStore { FileAssetStore(in: stateFolder) }

    /// What was made for which request.
    var results: FileResultCache { FileResultCache(in: stateFolder, assets: assets, time: time) }

    /// The models that can be called here.
    var shelf: ModelShelf {
        ModelShelf(
            modelFiles.registry,
            Adapters(
                environment: environment, http: http, queue: imaging, traffic: traffic, media: media,
                folder: stateFolder + "/jobs"),
            settings: settings, keptTo: keptModels)
    }

    /// The files of models and prompts that a repository on GitHub has on its default branch.
    func models(of repository: String) async throws -> ModelFiles {
        var own: [String: String] = [:]
        for folder in ModelFiles.folders {
            for name in try await github.files(in: folder, of: repository) where name.hasSuffix(".yml") {
                own["\(folder)/\(name)"] = try await github.file("\(folder)/\(name)", of: repository)
            }
        }
        own[RubricReader.path] = try await github.file(RubricReader.path, of: repository)
        return try ModelFiles(own: own, providers: Adapters.names)
    }

    /// The review under the weights and floors of the settings.
    var assetReview: AssetReview {
        var review = ReviewSettings()
        for (name, weight) in settings.review.weights { Criterion(rawValue: name).map { review.weights[$0] = weight } }
        for (name, floor) in settings.review.floors { Criterion(rawValue: name).map { review.floors[$0] = floor } }
        review.threshold = Double(settings.threshold)
        return AssetReview(settings: review)
    }

    /// The judges' part of it, under the rubric that the run began with.
    var semanticReview: SemanticReview {
        let review = settings.review
        return SemanticReview(
            rubric: modelFiles.rubric,
            settings: SemanticSettings(
                weights: review.weights, floors: review.floors, band: review.judge.band, margin: review.judge.margin))
    }

    /// `claim`: the issue's, where other hosts may go on with it.
    func agents(
        deliveringTo target: any DeliveryTarget, for issue: IssueIdentity?, under claim: IssueClaim? = nil
    ) -> [any Agent] {
        let shelf = shelf
        let results: any ResultCache = claim.map { ClaimedResults(self.results, under: $0) } ?? self.results
        let models = shelf.images
        let source = ReferenceSource(workshop: self, issue: issue)
        let cache = AssetCache(results, isFresh: isFresh)
        let answers = AnswerCache(results, isFresh: isFresh, files: assets)
        let prices = RemakePrices(images: models, videos: shelf.videos)
        let image = ImageAgent(
            models: models, assets: assets, queue: imaging, cache: cache, time: time)
        return [
            ArcAgent(models: shelf.texts, templates: modelFiles.prompts, cache: answers),
            OptimiseAgent(models: shelf.texts, templates: modelFiles.prompts, cache: answers),
            FetchAgent(source: source, assets: assets, queue: imaging),
            GroupAgent(
                image: image,
                prices: StoryEstimate(texts: shelf.texts, templates: modelFiles.prompts, videos: shelf.videos)), image,
            StillsAgent(prices: prices),
            FramesAgent(image: image, videos: shelf.videos, source: source, assets: assets, queue: imaging),
            VideoAgent(models: shelf.videos, assets: assets, media: media, queue: imaging, cache: cache, time: time),
            JudgeAgent(
                judges: shelf.judges, semantic: semanticReview, review: assetReview, assets: assets, queue: imaging,
                models: models, repeatable: settings.textRepeatLimit, cache: answers),
            ReviewAgent(
                review: assetReview, assets: assets, queue: imaging, models: models, semantic: semanticReview,
                videos: media.map { VideoBench(media: $0, models: shelf.videos) }),
            CompareAgent(limit: assetReview.settings.duplicateDistance),
            FilmAgent(
                assets: assets, media: media, queue: imaging, folder: stateFolder + "/jobs", prices: prices),
            DeliverAgent(
                target: target, assets: assets, desk: issue.flatMap(pullRequests(of:)),
                shelf: target is CommitTarget ? largeFileShelf : nil, prices: prices),
        ]
    }

    /// By how much a delivery of a brief lets its repository grow.
    func growth(of brief: Brief) -> RepositoryGrowth {
        let delivery = settings.delivery
        return RepositoryGrowth(of: brief, largestPlainFile: delivery.storage == .git ? nil : delivery.largeFile)
    }

    /// Where large files go instead of into commits; nil where the settings name no store.
    var largeFileShelf: BucketShelf? {
        guard settings.delivery.storage == .s3, settings.delivery.s3 != nil else { return nil }
        return BucketShelf(largestPlainFile: settings.delivery.largeFile) { () throws(S3Error) in try bucket() }
    }

    /// The bucket that the settings name; throws where the environment has no key to it.
    func bucket() throws(S3Error) -> S3Bucket {
        guard let store = settings.delivery.s3 else {
            throw .refused(store: "delivery.s3", reason: "the settings name no bucket")
        }
        let place = S3Place(
            endpoint: store.endpoint, region: store.region, bucket: store.bucket, prefix: store.prefix,
            isPathStyle: store.isPathStyle, publicURL: store.publicURL)
        return S3Bucket(place, credential: try S3Credential(environment: environment), http: http)
    }

    /// What offers a delivery for merging; nil where the settings or the issue want none.
    func pullRequests(of issue: IssueIdentity) -> PullRequestDesk? {
        guard case .github(let repository, let number) = issue, settings.delivery.pullRequest != .none else {
            return nil
        }
        return PullRequestDesk(
            host: github,
            terms: PullRequestDesk.Terms(
                repository: repository, issue: number, isDraft: settings.delivery.pullRequest == .draft,
                closes: settings.delivery.closes),
            links: links(into: repository))
    }

    /// Links into a repository on GitHub, and to the page of the service where the environment says where it is.
    func links(into repository: String) -> ReportLinks {
        .gitHub(
            server: serverURL, repository: repository,
            page: environment["BOT_PAGE_URL"].flatMap { PageTerms.origin(of: $0.trimmed) })
    }

    /// What judges a delivered commit; nil where the issue is not on GitHub.
    func checks(of issue: IssueIdentity) -> CheckDesk? {
        guard case .github(let repository, let number) = issue else { return nil }
        return CheckDesk(host: github, repository: repository, page: "\(serverURL)/\(repository)/issues/\(number)")
    }

    /// The names that workflows may give under `uses`.
    static let agentNames: Set<String> = [
        "arc", "optimise", "fetch", "group", "image", "stills", "frames", "video", "judge", "review", "compare", "film",
        "deliver",
    ]
}
