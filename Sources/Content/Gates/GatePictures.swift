package import Core
import Engine
import Synchronization

/// Lets the readers of an issue see what they are to decide about, while nothing of it has been delivered.
///
/// Small copies of the attempts lie under a reference of the issue's repository that no branch list and no checkout shows. A commit's
/// own address shows them in public and private repositories alike. Once the run has ended the reference leads to an empty folder.
package final class GatePictures: Sendable {
    /// A copy of a kept picture that is small enough for a comment, as JPEG; nil where there is none to be had.
    package typealias Reduction = @Sendable (SHA256Digest) async -> [UInt8]?

    private let name: String
    /// `owner/name` of the issue.
    private let repository: String
    private let links: ReportLinks
    private let shelf: @Sendable (_ address: String) -> any SharedShelf
    private let reduction: Reduction
    /// What this process has put there last.
    private let last = Mutex<(wanted: [SHA256Digest], shown: ShownPictures)?>(nil)

    /// How many pictures a comment shows; a decision about more takes the page or `bot show --html`.
    static let most = 60

    /// `shelf`: the shared folders of the repository at an address.
    package init(
        repository: String, issue: Int, links: ReportLinks,
        shelf: @escaping @Sendable (_ address: String) -> any SharedShelf, reduction: @escaping Reduction
    ) {
        name = Self.name(of: issue)
        self.repository = repository
        self.links = links
        self.shelf = shelf
        self.reduction = reduction
    }

    package static func name(of issue: Int) -> String { "refs/showrunner/shown/\(issue)" }

    /// The addresses of what waits for a decision, or why they can't be had; nil where nothing does.
    ///
    /// A run never fails by it: its comment says what is missing.
    func show(_ view: RunView) async -> ShownPictures? {
        guard let address = address(of: view) else { return nil }
        guard !view.board.status.isFinal else {
            await clear(view, at: address)
            return nil
        }
        guard view.board.status == .waiting, !view.board.openGates.isEmpty, view.delivery == nil else { return nil }
        let wanted = Self.pictures(of: view)
        guard !wanted.isEmpty else { return nil }
        if let known = last.withLock({ $0 }), known.wanted == wanted { return known.shown }
        let shown: ShownPictures
        do throws(SharedShelfError) {
            let (version, paths) = try await put(wanted, view, on: shelf(address))
            shown = ShownPictures(addresses: addresses(of: wanted, among: paths, at: version), trouble: nil)
        } catch {
            return ShownPictures(addresses: [:], trouble: error.description)
        }
        last.withLock { $0 = (wanted, shown) }
        return shown
    }

    /// Where the pictures would be read, if that is the issue's own repository.
    private func address(of view: RunView) -> String? {
        guard let git = view.charter.delivery["git"]?.string,
            git.hasPrefix("https://") || git.hasPrefix("http://"),
            DeliveryMade.isRepository(git, named: repository)
        else { return nil }
        return git
    }

    /// What is chosen goes first, then what else there is to choose from.
    private static func pictures(of view: RunView) -> [SHA256Digest] {
        var seen: Set<SHA256Digest> = []
        return (view.selected + view.attempts).map(\.pictureDigest).filter { seen.insert($0).inserted }.prefix(most)
            .map { $0 }
    }

    private func put(
        _ wanted: [SHA256Digest], _ view: RunView, on shelf: any SharedShelf
    ) async throws(SharedShelfError) -> (version: ShelfVersion, paths: Set<String>) {
        var puts: [String: ShelfChange.Content] = [:]
        for _ in 0..<3 {
            let from = try await shelf.tips(under: name)[name]
            let present: Set<String> = if let from { Set(try await shelf.files(at: from).keys) } else { [] }
            if let from, wanted.allSatisfy({ present.contains(Self.path(of: $0)) }) { return (from, present) }
            if puts.isEmpty {
                for digest in wanted {
                    if let bytes = await reduction(digest) { puts[Self.path(of: digest)] = .bytes(bytes) }
                }
            }
            guard !puts.isEmpty else { throw .storage(reason: "the files of the attempts are gone from this host") }
            // Of some there may be no copy any more.
            if let from, present.isSuperset(of: puts.keys) { return (from, present) }
            let note = "What \(view.board.run) shows at its gate"
            if let version = try await swap(from, puts, present, note, view, on: shelf) {
                return (version, Set(puts.keys))
            }
        }
        throw .unreachable(reason: "\(name) was moved by somebody else at the same time")
    }

    /// Nil where the reference was moved meanwhile.
    private func swap(
        _ from: ShelfVersion?, _ puts: [String: ShelfChange.Content], _ present: Set<String>, _ note: String,
        _ view: RunView, on shelf: any SharedShelf
    ) async throws(SharedShelfError) -> ShelfVersion? {
        // A server may refuse to forget what was there; then it stays in the reference's past.
        for isAnew in [true, false] {
            let change = ShelfChange(
                name, from: from, puts: puts, removes: isAnew ? [] : present.subtracting(puts.keys), note: note,
                at: view.charter.createdAt, beginsAnew: isAnew)
            do throws(SharedShelfError) {
                guard case .done(let versions) = try await shelf.swap([change]) else { return nil }
                return versions[name]
            } catch {
                guard case .refused = error, isAnew, from != nil else { throw error }
            }
        }
        return nil
    }

    private func addresses(
        of wanted: [SHA256Digest], among paths: Set<String>, at version: ShelfVersion
    ) -> [SHA256Digest: String] {
        var addresses: [SHA256Digest: String] = [:]
        for digest in wanted where paths.contains(Self.path(of: digest)) {
            addresses[digest] = links.file(Self.path(of: digest), version.text).map { $0 + "?raw=true" }
        }
        return addresses
    }

    private static func path(of digest: SHA256Digest) -> String { "\(digest.hex.prefix(32)).jpg" }

    /// What was shown at a gate is of no use once the run has ended.
    private func clear(_ view: RunView, at address: String) async {
        guard !view.board.gates.isEmpty, !view.attempts.isEmpty else { return }
        let shelf = shelf(address)
        do throws(SharedShelfError) {
            guard let from = try await shelf.tips(under: name)[name] else { return }
            let present = Set(try await shelf.files(at: from).keys)
            // Where it was moved meanwhile a later run shows something there.
            if !present.isEmpty {
                _ = try await swap(from, [:], present, "\(view.board.run) has ended", view, on: shelf)
            }
        } catch {
            // They stay until the issue's next run has ended; that is no trouble that anybody could do something about.
        }
        last.withLock { $0 = nil }
    }
}
