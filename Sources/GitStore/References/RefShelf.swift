package import Core
import FoundationEssentials
package import HTTP

/// Shared folders as references of a Git repository: a folder is the tree of the commit that its reference leads to.
///
/// A swap is one push whose commands name the old commits; the server compares them with where the references are. Every
/// commit has the one before it as its parent, unless the folder begins anew. What was read and made is kept in a bare repository of this host, which may be lost at
/// any time.
package actor RefShelf: SharedShelf {
    /// Asked before each conversation: a token of an App's lives for an hour.
    package typealias SignIn = @Sendable () async throws(SharedShelfError) -> GitCredential?

    private let executor = BlockingExecutor(label: "showrunner.refs")
    private let target: String
    private let folder: String
    private let client: HTTPClient
    private let programs: Programs
    private let signIn: SignIn
    private var opened: (repository: Repository, address: RemoteAddress)?
    /// An HTTP server is greeted once: each request says by itself from where to where.
    private var pusher: HTTPSession?
    /// Commits that are here whole and that the server had lately.
    private var known: [ObjectID] = []

    nonisolated package var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// `target`: the repository's address, or its path; `folder`: where what was read is kept on this host.
    package init(
        of target: String, cachedIn folder: String, http client: HTTPClient, programs: Programs = Programs(),
        signIn: @escaping SignIn
    ) {
        self.target = target
        self.folder = folder
        self.client = client
        self.programs = programs
        self.signIn = signIn
    }

    package func tips(under prefix: String) async throws(SharedShelfError) -> [String: ShelfVersion] {
        var tips: [String: ShelfVersion] = [:]
        for (name, id) in try await references() where name.hasPrefix(prefix) {
            tips[name] = ShelfVersion(id.description)
        }
        return tips
    }

    package func files(at version: ShelfVersion) async throws(SharedShelfError) -> [String: ShelfFile] {
        let commit = try Self.id(version)
        try await fetch(commit)
        let repository = try place().repository
        return try Self.sharing { () throws(GitError) in
            var files: [String: ShelfFile] = [:]
            try Self.list(try repository.commit(commit).tree, of: repository, under: "", depth: 0, into: &files)
            return files
        }
    }

    package func content(of file: ShelfFile, atMost limit: Int) async throws(SharedShelfError) -> [UInt8] {
        guard let id = ObjectID(hex: file.text) else { throw .damaged(reason: "'\(file.text)' names no object") }
        let repository = try place().repository
        guard let bytes = try Self.sharing({ () throws(GitError) in try repository.content(of: id) }) else {
            throw .damaged(reason: "the object \(id) is missing in \(target)")
        }
        guard bytes.count <= limit else {
            throw .damaged(reason: "the object \(id) has \(bytes.count) bytes, more than the \(limit) it may have")
        }
        return bytes
    }

    package func swap(_ changes: [ShelfChange]) async throws(SharedShelfError) -> ShelfOutcome {
        let (repository, _) = try place()
        var objects: [NewObject] = []
        var moves: [RefPush.Move] = []
        for change in changes {
            let old: ObjectID? = if let from = change.from { try Self.id(from) } else { nil }
            if let old, !change.beginsAnew { try await fetch(old) }
            let commit = try Self.sharing { () throws(GitError) in
                try Self.commit(change, on: change.beginsAnew ? nil : old, in: repository, adding: &objects)
            }
            moves.append(RefPush.Move(reference: change.name, old: old, new: commit))
        }
        var seen: Set<ObjectID> = []
        let fresh = objects.filter { seen.insert($0.id).inserted }
        var written: WrittenPack?
        try Self.sharing { () throws(GitError) in written = try repository.add(fresh) }
        // What lies here may not have reached the server, so that all that is new goes with the push.
        if let written, written.objects == seen { return try await push(moves, pack: written.path) }
        let writer = try Self.sharing { () throws(GitError) in
            let writer = try PackWriter(in: repository.packFolder, count: fresh.count)
            for object in fresh { try writer.add(object) }
            return writer
        }
        let pack = try Self.sharing { () throws(GitError) in try writer.lend() }
        defer { withExtendedLifetime(writer) {} }
        return try await push(moves, pack: pack.path)
    }

    /// Asks whether pushes are let in, and changes nothing.
    package func checkPushes() async throws(SharedShelfError) {
        try await Self.talking { () async throws(GitError) in
            let session = try await connect(.receivePack)
            session.close()
        }
    }

    // MARK: Pushing

    private func push(_ moves: [RefPush.Move], pack: String) async throws(SharedShelfError) -> ShelfOutcome {
        var refusal = ""
        for _ in 0..<3 {
            var lost: GitError?
            do throws(GitError) {
                switch try await send(moves, pack: pack) {
                case .done: return done(moves)
                case .moved: refusal = "the server could not move the reference"
                case .rejected(let reason): refusal = reason
                }
            } catch {
                if case .cancelled = error { throw Self.error(error) }
                lost = error
            }
            // An answer may have been lost on its way, and a refusal's words differ from server to server: where the references
            // are says what happened.
            let tips: [String: ObjectID]
            do throws(SharedShelfError) { tips = try await references() } catch {
                throw lost.map(Self.error) ?? error
            }
            if moves.allSatisfy({ tips[$0.reference] == $0.new }) { return done(moves) }
            if moves.contains(where: { tips[$0.reference] != $0.old && tips[$0.reference] != $0.new }) { return .moved }
            // Of several one at a time, as some servers take them: the rest is pushed on its own.
            let left = moves.filter { tips[$0.reference] == $0.old }
            if left.count < moves.count {
                guard case .done = try await push(left, pack: pack) else { return .moved }
                return done(moves)
            }
            if let lost { throw Self.error(lost) }
            guard refusal.hasPrefix("the server could not") else { break }
        }
        throw .refused(
            reason: "\(target) refuses to move \(moves.map(\.reference).joined(separator: " and ")): \(refusal)")
    }

    private func send(_ moves: [RefPush.Move], pack: String) async throws(GitError) -> PushOutcome {
        for isLast in [false, true] {
            do throws(GitError) {
                let session = try await connect(.receivePack)
                let remote = session.advertisement
                if moves.count > 1, !RefPush.isAtomic(remote) {
                    // One after the other: the first that is refused ends it, and the caller looks what was moved.
                    session.close()
                    for move in moves {
                        let own = try await connect(.receivePack)
                        let outcome = try await RefPush(moves: [move], pack: pack, remote: target).send(through: own)
                        own.close()
                        guard outcome == .done else { return outcome }
                    }
                    return .done
                }
                let outcome = try await RefPush(moves: moves, pack: pack, remote: target).send(through: session)
                session.close()
                return outcome
            } catch {
                pusher = nil
                // The token of the kept greeting may have run out.
                guard !isLast, case .unauthorised = error else { throw error }
            }
        }
        throw .unauthorised(remote: target)
    }

    private func done(_ moves: [RefPush.Move]) -> ShelfOutcome {
        for move in moves { know(move.new) }
        return .done(
            Dictionary(moves.map { ($0.reference, ShelfVersion($0.new.description)) }, uniquingKeysWith: { $1 }))
    }

    private static func commit(
        _ change: ShelfChange, on old: ObjectID?, in repository: Repository, adding objects: inout [NewObject]
    ) throws(GitError) -> ObjectID {
        let hash = FileHash()
        var edits: [(parts: ArraySlice<String>, blob: ObjectID?)] = []
        for path in change.removes.sorted() { edits.append((parts(path), nil)) }
        for (path, content) in change.puts.sorted(by: { $0.key < $1.key }) {
            let object: NewObject
            switch content {
            case .bytes(let bytes): object = NewObject(.blob, bytes)
            case .file(let path): object = try hash.object(ofFileAt: path)
            case .kept(let file):
                // The server has it: the reference still leads to it.
                guard let id = ObjectID(hex: file.text) else {
                    throw .damaged(path: path, reason: "'\(file.text)' names no object")
                }
                edits.append((parts(path), id))
                continue
            }
            objects.append(object)
            edits.append((parts(path), object.id))
        }
        var edit = TreeEdit { id throws(GitError) in try repository.tree(id) }
        let base: ObjectID? = if let old { try repository.commit(old).tree } else { nil }
        var root = try edit.root(on: base, edits)
        objects += edit.made
        if root == nil {
            let empty = NewObject(.tree, [])
            objects.append(empty)
            root = empty.id
        }
        let seconds = max(0, change.time.milliseconds / 1000)
        let person = "Showrunner <showrunner@users.noreply.github.com> \(seconds) +0000"
        let text =
            "tree \(root ?? .zero)\n" + (old.map { "parent \($0)\n" } ?? "")
            + "author \(person)\ncommitter \(person)\n\n"
            + "\(GitText.line(change.note, limit: 200))\n"
        let commit = NewObject(.commit, Array(text.utf8))
        objects.append(commit)
        return commit.id
    }

    private static func parts(_ path: String) -> ArraySlice<String> { path.split(separator: "/").map(String.init)[...] }

    // MARK: Reading

    private func references() async throws(SharedShelfError) -> [String: ObjectID] {
        try await Self.talking { () async throws(GitError) in
            let session = try await connect(.uploadPack)
            session.close()
            return session.advertisement.references
        }
    }

    /// Takes in a commit with its tree, and nothing that came before.
    private func fetch(_ commit: ObjectID) async throws(SharedShelfError) {
        let repository = try place().repository
        guard !repository.contains(commit) else { return }
        try await Self.talking { () async throws(GitError) in
            let session = try await connect(.uploadPack)
            let request = FetchRequest(
                want: commit, haves: known, shallow: ShallowFile(of: repository).commits, depth: 1,
                leavesFilesOut: false)
            let stream = try await session.converse([.bytes(request.lines(for: session.advertisement))])
            let reply = try FetchReply(stream, remote: target)
            try repository.takeIn(reply, from: target, isPromised: false)
            session.close()
        }
        know(commit)
    }

    private func know(_ commit: ObjectID) {
        known.removeAll { $0 == commit }
        known.append(commit)
        if known.count > 16 { known.removeFirst() }
    }

    private static func list(
        _ tree: ObjectID, of repository: Repository, under path: String, depth: Int,
        into files: inout [String: ShelfFile]
    ) throws(GitError) {
        for entry in try repository.tree(tree).entries {
            let name = String(decoding: entry.name, as: UTF8.self)
            if entry.mode.isFolder {
                // Nothing of ours lies deeper; whoever can push here can push anything.
                guard depth < 4 else { continue }
                try list(entry.id, of: repository, under: "\(path)\(name)/", depth: depth + 1, into: &files)
            } else if !entry.mode.isLink, !entry.mode.isSubmodule {
                guard files.count < 100_000 else {
                    throw .damaged(path: repository.folder, reason: "a shared folder has more than 100,000 files")
                }
                files[path + name] = ShelfFile(entry.id.description)
            }
        }
    }

    // MARK: Connecting

    private func place() throws(SharedShelfError) -> (repository: Repository, address: RemoteAddress) {
        if let opened { return opened }
        return try Self.sharing { () throws(GitError) in
            let address = try RemoteAddress(target, from: FileManager.default.currentDirectoryPath)
            let place = (repository: try CacheRepository.open(for: address.description, in: folder), address: address)
            opened = place
            return place
        }
    }

    private func connect(_ service: GitService) async throws(GitError) -> any GitSession {
        if service == .receivePack, let pusher { return pusher }
        let credential: GitCredential?
        let address: RemoteAddress
        do throws(SharedShelfError) {
            credential = try await signIn()
            address = try place().address
        } catch { throw .unreachable(remote: target, reason: error.description) }
        let remote = Remote(
            address: address, headers: DeliveryPlace.headers(for: address, credential, settings: []), client: client,
            programs: programs)
        let session = try await remote.connect(service)
        if service == .receivePack { pusher = session as? HTTPSession }
        return session
    }

    // MARK: Errors

    private static func id(_ version: ShelfVersion) throws(SharedShelfError) -> ObjectID {
        guard let id = ObjectID(hex: version.text) else { throw .damaged(reason: "'\(version)' names no commit") }
        return id
    }

    private static func sharing<Value>(_ work: () throws(GitError) -> Value) throws(SharedShelfError) -> Value {
        do throws(GitError) { return try work() } catch { throw Self.error(error) }
    }

    private static func talking<Value>(
        _ work: () async throws(GitError) -> Value
    ) async throws(SharedShelfError) -> Value {
        do throws(GitError) { return try await work() } catch { throw Self.error(error) }
    }

    private static func error(_ error: GitError) -> SharedShelfError {
        switch error {
        case .unreachable, .moved, .throttled, .cancelled: .unreachable(reason: error.description)
        case .unauthorised, .forbidden, .notFound, .rejected, .pushTooLarge, .fileTooLarge, .checkedOut, .unsupported,
            .noLargeFiles, .largeFileQuota, .largeFileRefused, .locked:
            .refused(reason: error.description)
        case .refused, .damaged, .badPath, .badBranch, .pathTaken: .damaged(reason: error.description)
        case .storage, .unreadableFile, .notARepository: .storage(reason: error.description)
        }
    }
}
