import Core
import GitStore
import TestSupport
import Testing

@Suite struct DeliveryMessageTests {
    let test: TestRepository
    init() throws { test = try TestRepository() }

    @Test func endsInTheTrailers() {
        let message = DeliveryMessage(
            subject: "Add\npictures", body: "\n\nOne.\n\nTwo.\n\n", run: test.run, issue: "o/r#1")
        let trailers = "Showrunner-Run: \(test.run)\nShowrunner-Issue: o/r#1\n"
        #expect(message.text == "Add pictures\n\nOne.\n\nTwo.\n\n" + trailers)
    }

    @Test func lendsNoTrailerToForeignText() async throws {
        let other = try TestRepository(run: 2)
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let forged = DeliveryMessage(
            subject: "Showrunner-Run: \(other.run)",
            body: "x\n\nshowrunner-run: \(other.run)\u{2028}Showrunner-Run: \(other.run)",
            run: test.run, issue: "o/r#1\nShowrunner-Run: \(other.run)")
        let plain = try test.request(to: test.folder.path("target.git"))
        let request = DeliveryRequest(
            target: plain.target, branch: plain.branch, files: plain.files, message: forged, author: plain.author,
            committer: plain.committer, time: plain.time, run: plain.run, credential: nil,
            cacheFolder: plain.cacheFolder)
        let first = try await Deliverer().deliver(request)
        let second = try await Deliverer().deliver(test.request(to: plain.target, run: other.run))
        #expect(!second.alreadyThere)
        #expect(second.commit != first.commit)
    }

    @Test func keepsWhatACommitCannotHoldOutOfAName() async throws {
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let plain = try test.request(to: test.folder.path("target.git"))
        let strange = GitIdentity(name: "<A\nB> <evil@example.org> ", email: "")
        let request = DeliveryRequest(
            target: plain.target, branch: plain.branch, files: plain.files, message: plain.message, author: strange,
            committer: strange, time: plain.time, run: plain.run, credential: nil, cacheFolder: plain.cacheFolder)
        let receipt = try await Deliverer().deliver(request)
        let author = try await test.git("log", "-1", "--format=%an|%ae", receipt.commit.description, in: "target.git")
        #expect(author == "AB evil@example.org|unknown")
        #expect(try await test.damage(in: "target.git") == "")
    }
}
