import Content
import Core
import FoundationEssentials
import GitHub
import GitStore
import Imaging
import Media
import ObjectStore
import Resources
import Store

/// `bot doctor`: what works here, and what to do about the rest.
struct DoctorCommand: Sendable {
    let context: CommandContext

    private struct Finding {
        let name: String
        let isGood: Bool
        let text: String
    }

    func run() async throws -> ExitStatus {
        var findings: [Finding] = []
        let workshop: Workshop
        do {
            workshop = try await context.workshop()
            findings.append(Finding(name: "settings", isGood: true, text: "readable"))
        } catch {
            findings.append(Finding(name: "settings", isGood: false, text: "\(error)"))
            return show(findings)
        }
        findings.append(models(workshop))
        findings.append(textModels(workshop))
        findings.append(judges(workshop))
        findings.append(await pictures(workshop))
        findings.append(videos(workshop))
        if context.arguments.has(.repair) { findings += await repair(workshop) }
        findings += await history(workshop)
        findings.append(await signIn(workshop))
        if workshop.claims != nil { findings.append(await claims(workshop)) }
        findings.append(await storage(workshop))
        findings.append(signing(workshop))
        return show(findings)
    }

    private func models(_ workshop: Workshop) -> Finding {
        let shelf = workshop.shelf
        let lacking = ModelShelf.byVariable(shelf.missing).map {
            "; \($0.models.joined(separator: ", ")): \($0.variable) is not set"
        }
        return Finding(
            name: "models", isGood: !shelf.images.names.isEmpty,
            text: "\(shelf.images.names.joined(separator: ", ")) can be called\(lacking.joined())")
    }

    private func textModels(_ workshop: Workshop) -> Finding {
        let shelf = workshop.shelf
        var text = "\(shelf.texts.names.joined(separator: ", ")) can be called"
        for lack in ModelShelf.byVariable(shelf.missingTexts) {
            text += "; \(lack.models.joined(separator: ", ")): \(lack.variable) is not set"
        }
        if !shelf.unpriced.isEmpty {
            text +=
                "; \(shelf.unpriced.joined(separator: ", ")): no price is known, and a file under "
                + "\(ModelReader.folder)/ has to say one"
        }
        guard let wanted = workshop.settings.textModel, shelf.texts[wanted] == nil else {
            return Finding(name: "text models", isGood: !shelf.texts.names.isEmpty, text: text)
        }
        return Finding(
            name: "text models", isGood: false, text: "the settings name \(wanted), which can't be called; \(text)")
    }

    /// Without a judge pictures are scored by what can be measured, which is well unless the settings name one.
    private func judges(_ workshop: Workshop) -> Finding {
        let shelf = workshop.shelf
        let named = workshop.settings.review.judge.models
        if named?.isEmpty == true {
            return Finding(name: "judges", isGood: true, text: "the settings want none; adherence is not judged")
        }
        let lacking = (named ?? []).filter { shelf.judges[$0] == nil }
        guard lacking.isEmpty else {
            let reasons = lacking.map { name in
                "\(name): \(shelf.missingTexts[name].map { "\($0) is not set" } ?? "no priced model that sees has that name")"
            }
            return Finding(
                name: "judges", isGood: false,
                text: "the settings name what can't be called; \(reasons.joined(separator: "; "))")
        }
        guard !shelf.judges.isEmpty else {
            return Finding(
                name: "judges", isGood: true, text: "no model that sees can be called; adherence is not judged")
        }
        return Finding(
            name: "judges", isGood: true, text: "\(shelf.judges.names.joined(separator: ", ")) can judge pictures")
    }

    private func pictures(_ workshop: Workshop) async -> Finding {
        do {
            let bytes = try await workshop.imaging.run {
                try ImageCodec.encode(Raster(width: 1, height: 1, pixels: [1, 2, 3]), as: .png)
            }
            return Finding(name: "pictures", isGood: !bytes.isEmpty, text: "libvips works")
        } catch {
            return Finding(name: "pictures", isGood: false, text: "\(error)")
        }
    }

    /// Without ffmpeg everything but videos works, which is well unless somebody wants one.
    private func videos(_ workshop: Workshop) -> Finding {
        guard let media = workshop.media else { return Finding(name: "videos", isGood: true, text: MediaTools.advice) }
        let names = workshop.shelf.videos.names.joined(separator: ", ")
        return Finding(name: "videos", isGood: true, text: "\(media.ffmpeg) works with \(names)")
    }

    private func history(_ workshop: Workshop) async -> [Finding] {
        do {
            let store =
                try SQLiteStore.isPresent(in: workshop.stateFolder) ? workshop.readableStore() : workshop.store()
            let problems = try await HistoryCheck(workshop: workshop).problems(in: store)
            let runs = try await store.runs(limit: 10_000)
            let open = runs.count { !$0.status.isFinal }
            let version = try await store.libraryVersion()
            let good = Finding(
                name: "history", isGood: true,
                text: "\(workshop.stateFolder): \(runs.count) runs, \(open) not ended; SQLite \(version)")
            return problems.isEmpty
                ? [good] : problems.map { Finding(name: "history", isGood: false, text: $0) }
        } catch {
            return [Finding(name: "history", isGood: false, text: "\(error)")]
        }
    }

    private func repair(_ workshop: Workshop) async -> [Finding] {
        do {
            guard try SQLiteStore.isPresent(in: workshop.stateFolder) else {
                return [Finding(name: "repair", isGood: true, text: "there is no history to repair")]
            }
            let repair = try await HistoryCheck(workshop: workshop)
                .repair(mayMoveAside: context.arguments.has(.moveAside))
            let done = repair.done.isEmpty && repair.failed.isEmpty ? ["nothing had to be repaired"] : repair.done
            return done.map { Finding(name: "repair", isGood: true, text: $0) }
                + repair.failed.map { Finding(name: "repair", isGood: false, text: $0) }
        } catch {
            return [Finding(name: "repair", isGood: false, text: "\(error)")]
        }
    }

    /// Where large files of a delivery go, and whether all that takes is set.
    private func storage(_ workshop: Workshop) async -> Finding {
        let delivery = workshop.settings.delivery
        let size = Figures.bytes(delivery.largeFile)
        switch delivery.storage {
        case .git:
            return Finding(name: "large files", isGood: true, text: "all files of a delivery lie in its commit")
        case .lfs:
            return Finding(
                name: "large files", isGood: true,
                text: "files over \(size) go through Git LFS where the repository is on a server")
        case .s3:
            guard let store = delivery.s3 else {
                return Finding(
                    name: "large files", isGood: false, text: "delivery.storage is s3, and delivery.s3 names no bucket")
            }
            let place = "files over \(size) go to the bucket \(store.bucket) at \(store.endpoint)"
            let missing = S3Credential.variables.filter { (context.environment[$0] ?? "").isEmpty }
            guard missing.isEmpty else {
                return Finding(
                    name: "large files", isGood: false,
                    text: "\(place); \(missing.joined(separator: " and ")) must be set for that")
            }
            do throws(S3Error) {
                try await workshop.bucket().check()
                return Finding(
                    name: "large files", isGood: true, text: "\(place), which is there and takes files with this key")
            } catch {
                return Finding(name: "large files", isGood: false, text: "\(place): \(advice(on: error))")
            }
        }
    }

    /// What is wrong with a store, for somebody who has no run to go on with yet.
    private func advice(on error: S3Error) -> String {
        switch error {
        case .unreachable(let store, let reason):
            "\(store) did not answer: \(reason). Check delivery.s3.endpoint, and whether this machine reaches it"
        case .throttled(let store, _): "\(store) asks for patience. Try again later"
        case .wrongClock(let store): "\(store) says that the time here is wrong. Set this machine's clock"
        case .refused(let store, let reason): "\(store) refused it: \(reason). Check delivery.s3 in the settings"
        default: error.description
        }
    }

    private func signing(_ workshop: Workshop) -> Finding {
        switch CommitSigning(environment: context.environment) {
        case .none:
            return Finding(
                name: "commits", isGood: true,
                text: "not signed; a repository that demands it needs an SSH key in \(CommitSigning.variable)")
        case .key(let key):
            let committer = workshop.settings.committer
            return Finding(
                name: "commits", isGood: true,
                text:
                    "signed with \(key) as \(committer.name) <\(committer.email)>; GitHub calls them verified where that "
                    + "address and the key as a signing key belong to one account")
        case .unusable(let problem): return Finding(name: "commits", isGood: false, text: problem)
        }
    }

    private func signIn(_ workshop: Workshop) async -> Finding {
        switch workshop.signIn {
        case .nobody:
            return Finding(
                name: "github", isGood: true,
                text: "no GITHUB_TOKEN: Markdown issues work; issues on GitHub need a token with 'issues: write' "
                    + "and 'contents: write'")
        case .unusable(let problem): return Finding(name: "github", isGood: false, text: problem)
        case .app(let tokens): return await permissions(of: tokens)
        case .token: break
        }
        do {
            guard let repository = context.environment["GITHUB_REPOSITORY"] else {
                let login = try await workshop.github.login()
                return Finding(
                    name: "github", isGood: true,
                    text: "the token is \(login.map { "that of \(PlainText.line($0, limit: 60))" } ?? "taken"); "
                        + "GITHUB_REPOSITORY names no repository to try")
            }
            let found = try await workshop.github.repository(repository)
            let mayPush = found.mayPush ?? true
            return Finding(
                name: "github", isGood: mayPush,
                text: mayPush
                    ? "\(found.name) can be read and pushed to; check runs are left out, as GitHub takes them from Apps alone"
                    : "\(found.name) can be read; the token lacks 'contents: write' to push to it. A token of your own gets it under "
                        + "GitHub's Settings, Developer settings, Personal access tokens, and its account needs the role 'write' in the "
                        + "repository; that of a workflow gets it under 'permissions' in its file")
        } catch {
            return Finding(name: "github", isGood: false, text: "\(error)")
        }
    }

    /// Whether the references can be read and pushed to in which hosts tell each other what they work on.
    private func claims(_ workshop: Workshop) async -> Finding {
        guard let repository = context.environment["GITHUB_REPOSITORY"], IssueIdentity.isRepository(repository) else {
            return Finding(name: "claims", isGood: true, text: "GITHUB_REPOSITORY names no repository to try")
        }
        do {
            let shelf = try await ClaimDesk.shelf(of: repository, workshop)
            let tips = try await shelf.tips(under: "refs/showrunner/")
            try await shelf.checkPushes()
            let issues = tips.keys.count { $0.hasPrefix("refs/showrunner/issues/") }
            return Finding(
                name: "claims", isGood: true,
                text: "refs/showrunner/ of \(repository) can be pushed to; \(issues) issues have theirs there")
        } catch {
            return Finding(
                name: "claims", isGood: false,
                text:
                    "refs/showrunner/ of \(repository) can't be used: \(error) The token needs 'contents: write'; without "
                    + "claims in the repository, BOT_CLAIMS=none")
        }
    }

    /// What the App may do in the repository, and where to give it what it lacks.
    private func permissions(of tokens: AppTokens) async -> Finding {
        do {
            let login = try await tokens.account() ?? "the App"
            guard let repository = context.environment["GITHUB_REPOSITORY"] else {
                return Finding(
                    name: "github", isGood: true,
                    text: "signed in as \(login); GITHUB_REPOSITORY names no repository to try")
            }
            let missing = AppPermission.missing(in: try await tokens.grant(for: repository).permissions)
            return Finding(
                name: "github", isGood: missing.isEmpty,
                text: missing.isEmpty
                    ? "signed in as \(login), which may do all it needs in \(repository)"
                    : "\(login) lacks in \(repository): " + missing.map(\.description).joined(separator: ", ")
                        + ". Give it under the App's settings, 'Permissions & events', then accept it where it is installed"
            )
        } catch {
            return Finding(name: "github", isGood: false, text: "\(error)")
        }
    }

    private func show(_ findings: [Finding]) -> ExitStatus {
        let console = context.console
        let isWell = findings.allSatisfy(\.isGood)
        if context.isJSON {
            let answer: JSONValue = [
                "well": .bool(isWell),
                "findings": .array(
                    findings.map {
                        [
                            "name": .string($0.name), "good": .bool($0.isGood),
                            "text": .string(PlainText.line($0.text, limit: 500)),
                        ]
                    }),
            ]
            console.json(answer.text)
        } else {
            for finding in findings {
                console.answer(
                    "\(finding.isGood ? "ok  " : "BAD ") \(finding.name): \(PlainText.line(finding.text, limit: 500))")
            }
            console.answer(isWell ? "All is well." : "Mend what is marked BAD, then run 'bot doctor' again.")
        }
        return isWell ? .succeeded : .failed
    }
}
