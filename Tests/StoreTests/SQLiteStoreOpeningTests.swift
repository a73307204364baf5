import CSQLite
import Core
import Foundation
import Store
import TestSupport
import Testing

@Suite struct SQLiteStoreOpeningTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path(SQLiteStore.fileName) }

    init() throws { folder = try TemporaryFolder() }

    @Test func folderIsMadeAndIgnoresItselfInGit() throws {
        let state = folder.path("a/b/.showrunner")
        #expect(try !SQLiteStore.isPresent(in: state))
        _ = try SQLiteStore(in: state)
        #expect(try SQLiteStore.isPresent(in: state))
        #expect(try String(contentsOfFile: state + "/.gitignore", encoding: .utf8) == "*\n")
    }

    @Test func folderIsForItsOwnerAloneUnlessItWasThere() throws {
        let made = folder.path("made")
        _ = try SQLiteStore(in: made)
        #expect(try permissions(of: made) == 0o700)
        let given = folder.path("given")
        try FileManager.default.createDirectory(
            atPath: given, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o750])
        _ = try SQLiteStore(in: given)
        #expect(try permissions(of: given) == 0o750)
    }

    private func permissions(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func gitignoreOfTheUserStays() throws {
        try folder.write("history.sqlite\n", to: ".gitignore")
        _ = try SQLiteStore(in: folder.path)
        #expect(try String(contentsOfFile: folder.path(".gitignore"), encoding: .utf8) == "history.sqlite\n")
    }

    @Test func manyProcessesOpenAFreshFolderAtOnce() async throws {
        for round in 1...40 {
            let state = folder.path("state\(round)")
            await withTaskGroup(of: RunLogError?.self) { group in
                for _ in 1...8 {
                    group.addTask {
                        do throws(RunLogError) { _ = try SQLiteStore(in: state) } catch { return error }
                        return nil
                    }
                }
                for await error in group { #expect(error == nil) }
            }
        }
    }

    @Test func garbageIsRefusedAndLeftAlone() throws {
        let garbage = String(repeating: "not a database at all ", count: 300)
        try folder.write(garbage, to: SQLiteStore.fileName)
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: folder.path) }
        #expect(error?.description.contains("is not a database of the bot") == true)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == garbage)
    }

    @Test func newerFormatIsRefusedAndLeftAlone() async throws {
        try await SQLiteStore(in: folder.path).create(Samples.batch(1...1))
        try Database.execute("PRAGMA user_version = 99", in: file)
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: folder.path) }
        #expect(error?.description.contains("newer version of the bot") == true)
        try Database.execute("PRAGMA user_version = \(SQLiteStore.schemaVersion)", in: file)
        #expect(try await SQLiteStore(in: folder.path).events(of: Samples.run, after: 0).count == 1)
    }

    @Test func aFolderThatCannotBeLookedIntoIsNotAnEmptyOne() throws {
        let path = folder.path + "/round"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
        let error = #expect(throws: RunLogError.self) { try SQLiteStore.isPresent(in: path) }
        #expect(error?.description.contains(path) == true)
        #expect(try !SQLiteStore.isPresent(in: folder.path + "/none/at/all"))
    }

    @Test func fileInPlaceOfTheFolderIsRefused() throws {
        let blocked = try folder.write("x", to: "state")
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: blocked) }
        guard case .storage(_, let hint)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(hint.contains("--state"))
    }

    @Test func folderInPlaceOfTheFileIsRefused() throws {
        _ = try folder.makeFolder(SQLiteStore.fileName)
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: folder.path) }
        guard case .storage? = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write anywhere")) func folderThatMayNotBeWrittenIsRefused() throws {
        unsafe chmod(folder.path, 0o555)
        defer { unsafe chmod(folder.path, 0o755) }
        let error = #expect(throws: RunLogError.self) { try SQLiteStore(in: folder.path) }
        guard case .storage? = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test func waitForAnotherWriterEnds() async throws {
        let store = try SQLiteStore(in: folder.path, patience: .milliseconds(20))
        let other = try Database(file)
        try other.execute("BEGIN IMMEDIATE")
        let error = await #expect(throws: RunLogError.self) { try await store.create(Samples.batch(1...1)) }
        #expect(error?.description.contains("another process") == true)
        try other.execute("ROLLBACK")
        try await store.create(Samples.batch(1...1))
    }

    @Test func transactionThatIsNotCommittedLeavesNothing() async throws {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(Samples.batch(1...1))
        let path = file
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let database = try Database(path)
            try database.execute("PRAGMA cache_size = 1")
            try database.execute(
                "BEGIN IMMEDIATE; UPDATE runs SET status = 'failed'; UPDATE heads SET last = 9; DELETE FROM events")
            kill(getpid(), SIGKILL)
        }
        #expect(try await store.run(Samples.run)?.status == .running)
        try await store.append(Samples.batch(2...2))
        #expect(try await SQLiteStore(in: folder.path).integrityCheck() == [])
    }

    @Test func doctorFindsGapsAndAlteredTexts() async throws {
        let store = try SQLiteStore(in: folder.path)
        let payload = #"{"prompt":"\#(String(repeating: "long ", count: 400))"}"#
        try await store.create(Samples.batch(payload: payload, at: 1))
        try await store.append(Samples.batch(2...4))
        try Database.execute("DELETE FROM events WHERE sequence = 3; UPDATE texts SET text = 'other'", in: file)
        let problems = try await store.integrityCheck()
        #expect(problems.count == 2)
        #expect(problems.contains { $0.contains(Samples.run.text) && $0.contains("gaps") })
        #expect(problems.contains { $0.contains("altered") })
    }

    @Test func missingTextIsDamageNotAnEmptyPrompt() async throws {
        let store = try SQLiteStore(in: folder.path)
        try await store.create(Samples.batch(payload: #"{"p":"\#(String(repeating: "x", count: 600))"}"#, at: 1))
        try Database.execute("DELETE FROM texts", in: file)
        let error = await #expect(throws: RunLogError.self) { _ = try await store.events(of: Samples.run, after: 0) }
        guard case .damaged? = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }
}
