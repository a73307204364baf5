import Core
import FoundationEssentials
import GitHub
import GitStore
import Glibc
import Resources
import Service
import Store

/// The claims of this process on issues of GitHub, where they live in references of the repositories.
actor ClaimDesk {
    static let variable = "BOT_CLAIMS"
    static let leaseVariable = "BOT_CLAIM_LEASE"
    private let terms: ClaimTerms
    private var offices: [String: ClaimOffice] = [:]

    private init(_ terms: ClaimTerms) { self.terms = terms }

    /// Nil where each host keeps to itself.
    static func wanted(_ arguments: Arguments, _ environment: [String: String]) throws(CommandFailure) -> ClaimDesk? {
        let text = arguments[.claims] ?? environment[variable] ?? ""
        switch text {
        case "", "none": return nil
        case "ref": return ClaimDesk(try terms(environment))
        default:
            throw CommandFailure(
                "--claims and \(variable) take 'ref' or 'none', not '\(PlainText.line(text, limit: 40))'.",
                status: .invalid)
        }
    }

    /// The office of a repository, `owner/name`, whose claims rely on `store`.
    func office(of repository: String, _ workshop: Workshop, _ store: SQLiteStore) async throws -> ClaimOffice {
        if let known = offices[repository.lowercased()] { return known }
        var terms = terms
        let delivery = workshop.settings.delivery
        terms.largestKept = delivery.storage == .git ? terms.largestFile : delivery.largeFile
        let office = ClaimOffice(
            on: try await Self.shelf(of: repository, workshop), store: store, assets: workshop.assets,
            results: workshop.results, holder: try Self.holder(workshop), repository: repository, time: workshop.time,
            terms: terms)
        // Another task may have been as quick: all must share one.
        if let known = offices[repository.lowercased()] { return known }
        offices[repository.lowercased()] = office
        return office
    }

    private static func terms(_ environment: [String: String]) throws(CommandFailure) -> ClaimTerms {
        var terms = ClaimTerms()
        guard let text = environment[leaseVariable], !text.isEmpty else { return terms }
        guard let lease = DurationText.duration(text), lease >= .seconds(1), lease <= .seconds(86_400) else {
            throw CommandFailure(
                "\(leaseVariable) takes a time from 1s to 24h, as 3m, not '\(PlainText.line(text, limit: 40))'.",
                status: .invalid)
        }
        terms.lease = lease
        terms.look = min(terms.look, .milliseconds(max(500, lease.milliseconds / 6)))
        return terms
    }

    static func shelf(of repository: String, _ workshop: Workshop) async throws -> RefShelf {
        let url = try await workshop.github.repository(repository).cloneURL
        return workshop.references(of: url, cachedIn: "claims")
    }

    private static func holder(_ workshop: Workshop) throws -> ClaimHolder {
        let folder = workshop.stateFolder + "/claims"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/holder"
        var bits = SystemRandomNumberGenerator()
        if !FileManager.default.fileExists(atPath: path) {
            let fresh = String(bits.next() as UInt64, radix: 16) + String(bits.next() as UInt64, radix: 16)
            // Of two processes that begin at once the first to write is the folder's name.
            try? Data(fresh.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        }
        let name = String(decoding: try Data(contentsOf: URL(filePath: path)).prefix(64), as: UTF8.self)
        // A folder that was copied, or kept from job to job, must not pass for the one that it comes from.
        let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
        let host = Self.host
        let place = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int ?? 0
        let id = String(StableHash.of("\(name) \(boot) \(host) \(place)"), radix: 16)
        let environment = workshop.environment
        guard let run = environment["GITHUB_RUN_ID"], !run.isEmpty else {
            return ClaimHolder(id: id, who: "A process on \(PlainText.line(host, limit: 80))")
        }
        let repository = environment["GITHUB_REPOSITORY"] ?? ""
        return ClaimHolder(
            id: id, who: "The job \(workshop.serverURL)/\(repository)/actions/runs/\(run)",
            job: "\(repository) \(run) \(environment["GITHUB_JOB"] ?? "")",
            attempt: environment["GITHUB_RUN_ATTEMPT"].flatMap(Int.init) ?? 1)
    }

    private static var host: String {
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&name, 255) == 0 else { return "an unnamed host" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
