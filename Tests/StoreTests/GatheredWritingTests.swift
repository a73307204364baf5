import CGather
import CSQLite
import Foundation
import TestSupport
import Testing

/// Writes that are gathered are on the file before anybody can ask for them, and those of a transaction that was taken back lie upon
/// nobody else's.
@Suite struct GatheredWritingTests {
    private let folder: TemporaryFolder
    /// Its cache is so small that pages go into the log while the transaction is still open.
    private let database: Database
    private let other: Database

    init() throws {
        folder = try TemporaryFolder()
        try #require(cgather_register() == SQLITE_OK)
        let path = folder.path("gathered.sqlite")
        database = try Database(path, files: CGATHER_NAME)
        try database.execute(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = 4;
            CREATE TABLE lines (number INTEGER PRIMARY KEY, text TEXT NOT NULL)
            """)
        other = try Database(path)
    }

    /// Rows of 1,000 bytes, four a page.
    private func write(_ numbers: ClosedRange<Int>, _ letter: String = "a", by writer: Database? = nil) throws {
        try (writer ?? database).execute(
            """
            WITH RECURSIVE numbers (n) AS (VALUES (\(numbers.lowerBound)) UNION ALL SELECT n + 1 FROM numbers
                WHERE n < \(numbers.upperBound))
            INSERT INTO lines SELECT n, replace(hex(zeroblob(500)), '0', '\(letter)') FROM numbers
            """)
    }

    private func count(_ database: Database, _ letter: String = "a") throws -> Int {
        try database.number("SELECT count(*) FROM lines WHERE text = replace(hex(zeroblob(500)), '0', '\(letter)')")
    }

    @Test func everyPageOfALargeTransactionIsThere() throws {
        try database.execute("PRAGMA cache_size = 10000; BEGIN")
        try write(1...2_000)
        try database.execute("COMMIT")
        #expect(try count(other) == 2_000)
        #expect(try database.text("PRAGMA wal_checkpoint(TRUNCATE)") == "0")
        #expect(try count(other) == 2_000)
        #expect(try other.text("PRAGMA integrity_check") == "ok")
    }

    @Test func transactionReadsItsOwnPages() throws {
        try database.execute("BEGIN")
        for start in stride(from: 1, to: 400, by: 40) {
            try write(start...(start + 39))
            #expect(try count(database) == start + 39)
        }
        try database.execute("UPDATE lines SET text = replace(text, 'a', 'b') WHERE number % 2 = 0")
        #expect(try count(database, "b") == 200)
        #expect(try count(other) == 0)
        try database.execute("COMMIT")
        #expect(try count(other, "b") == 200)
        #expect(try other.text("PRAGMA integrity_check") == "ok")
    }

    /// The pages that were taken back would lie where the other's are; with an empty log nothing has read it in between.
    @Test(arguments: 1...40) func pagesThatWereTakenBackTouchNobodyElses(lines: Int) throws {
        #expect(try database.text("PRAGMA wal_checkpoint(TRUNCATE)") == "0")
        try database.execute("BEGIN")
        try write(1...(lines * 7))
        try database.execute("ROLLBACK")
        try write(1...60, "c", by: other)
        #expect(try count(database, "c") == 60)
        try write(1_001...1_060)
        #expect(try count(other, "c") == 60)
        #expect(try count(other) == 60)
        #expect(try other.text("PRAGMA integrity_check") == "ok")
    }

    @Test func partThatWasTakenBackLeavesTheRest() throws {
        try database.execute("BEGIN")
        try write(1...100)
        try database.execute("SAVEPOINT part")
        try write(101...200, "b")
        try database.execute("ROLLBACK TO part")
        try write(101...150, "c")
        try database.execute("COMMIT")
        #expect(try [count(other), count(other, "b"), count(other, "c")] == [100, 0, 50])
        #expect(try other.text("PRAGMA integrity_check") == "ok")
    }

    /// No sync stands between the pages and the word of them.
    @Test func commitWithoutASyncIsSeenByOthers() throws {
        try database.execute("PRAGMA synchronous = OFF")
        for number in 1...50 {
            try write(number...number)
            #expect(try count(other) == number)
        }
        #expect(try other.text("PRAGMA integrity_check") == "ok")
    }

    @Test func whatWasCommittedIsThereWithoutTheConnection() throws {
        try write(1...300)
        for ending in ["", "-wal"] { try copy("gathered.sqlite\(ending)", to: "copy.sqlite\(ending)") }
        let copy = try Database(folder.path("copy.sqlite"))
        #expect(try count(copy) == 300)
        #expect(try copy.text("PRAGMA integrity_check") == "ok")
    }

    /// Where somebody still reads an old page only a part of the log is copied, and nothing is synced after it: who copies the rest
    /// takes the first part for copied.
    @Test func partOfTheLogThatWasCopiedIsInTheDatabase() throws {
        try write(1...400)
        try other.execute("BEGIN")
        #expect(try count(other) == 400)
        try write(401...500, "b")
        #expect(try database.text("PRAGMA wal_checkpoint(PASSIVE)") == "0")
        try other.execute("COMMIT")
        #expect(try other.text("PRAGMA wal_checkpoint(TRUNCATE)") == "0")
        try copy("gathered.sqlite", to: "copy.sqlite")
        let copy = try Database(folder.path("copy.sqlite"))
        #expect(try copy.text("PRAGMA integrity_check") == "ok")
        #expect(try [count(copy), count(copy, "b")] == [400, 100])
    }

    private func copy(_ name: String, to copy: String) throws {
        try FileManager.default.copyItem(atPath: folder.path(name), toPath: folder.path(copy))
    }
}
