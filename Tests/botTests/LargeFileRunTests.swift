import Core
import Foundation
import TestSupport
import Testing

/// `bot run` with files that are too large for a commit.
@Suite struct LargeFileRunTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func settings(_ server: LoopbackServer) throws {
        try scene.folder.write(
            "delivery: {storage: s3, largeFile: 1 KB, s3: {bucket: art, endpoint: '\(server.url)', prefix: a}}\n",
            to: "settings.yml")
    }

    @Test func aBucketTakesWhatIsLargeAndTheManifestSaysWhere() async throws {
        let server = try LoopbackServer { request in LoopbackReply(request.method == "HEAD" ? 404 : 200) }
        try settings(server)
        try scene.issue(asking: ["count": "2"])
        try await scene.bareRepository()
        let words = ["run", "boats.md", "--git", "repo.git", "--config", "settings.yml"]
        let waiting = try await scene.command(words).run()
        #expect(waiting.status == 4, "\(waiting.text)\(waiting.errorText)")
        #expect((waiting.text + waiting.errorText).contains("AWS_ACCESS_KEY_ID is not set"))
        #expect(server.requests.isEmpty)
        let key = ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "very-secret"]
        let done = try await scene.bot("resume", "last", environment: key)
        #expect(done.status == 0, "\(done.text)\(done.errorText)")
        #expect(done.text.contains("2 large files at \(server.url)/art/a/"))
        let names = try await scene.gitLines(["-C", "repo.git", "ls-tree", "-r", "--name-only", "showrunner/boats"])
        #expect(
            names == ["assets/boats/boats-01.json", "assets/boats/boats-02.json", "assets/boats/manifest.json"])
        let manifest = try JSONValue(parsing: await scene.file("assets/boats/manifest.json"))
        let put = server.requests.filter { $0.method == "PUT" }
        #expect(put.count == 2)
        for asset in manifest["assets"]?.array ?? [] {
            let path = "/art/a/\(asset["sha256"]?.string ?? "").png"
            #expect(asset["url"]?.string == server.url + path && asset["path"] == .null)
            #expect(put.contains { $0.path == path && $0.bodyLength == asset["bytes"]?.integer })
        }
        let shown = try await scene.shown()
        #expect(shown["assets"]?.array?.compactMap { $0["url"]?.string }.count == 2)
        let log = try await scene.bot("events", "last", "--json").text
        let thread = try scene.text("boats.thread.md")
        #expect(!log.contains("very-secret") && !thread.contains("very-secret"))
    }

    @Test func theDoctorAndThePlanSayWhatIsSet() async throws {
        try scene.folder.write("delivery: {storage: s3, s3: {bucket: art}}\n", to: "settings.yml")
        try scene.issue()
        let doctor = try await scene.bot(
            "doctor", "--config", "settings.yml", environment: ["BOT_SIGNING_KEY": "no/key"])
        #expect(doctor.status == 1)
        #expect(doctor.text.contains("BAD  large files: files over 10.0 MB go to the bucket art"))
        #expect(doctor.text.contains("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set"))
        #expect(doctor.text.contains("BAD  commits: BOT_SIGNING_KEY names a file that can't be read"))
        #expect(!doctor.text.contains("no/key"))
        let plan = try await scene.bot("plan", "boats.md")
        #expect(plan.text.contains("The repository grows by about "))
        #expect(
            try await scene.bot("plan", "boats.md", "--json").json["estimate"]?["repositoryGrowthBytes"]?.integer ?? 0
                > 0)
    }

    @Test func theDoctorAsksTheBucket() async throws {
        let key = ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "very-secret"]
        let begun = "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"
        func doctor(_ answer: @escaping @Sendable (LoopbackRequest) -> LoopbackReply) async throws -> (
            text: String, calls: [String]
        ) {
            let server = try LoopbackServer(answer)
            try settings(server)
            let text = try await scene.bot("doctor", "--config", "settings.yml", environment: key).text
            #expect(!text.contains("very-secret"))
            return (text, server.requests.map { "\($0.method) \($0.path)" })
        }
        let good = try await doctor {
            LoopbackReply($0.method == "DELETE" ? 204 : 200, $0.method == "POST" ? begun : "")
        }
        #expect(good.text.contains("which is there and takes files with this key"), "\(good.text)")
        #expect(good.calls.count == 3 && good.calls[0].hasPrefix("HEAD /art/"))
        #expect(good.calls[2].hasPrefix("DELETE /art/a/"), "nothing is left behind")
        let none = try await doctor { _ in LoopbackReply(404) }
        #expect(none.text.contains("BAD  large files") && none.text.contains("has no bucket 'art'. Make it"))
        let elsewhere = try await doctor { _ in LoopbackReply(301, headers: [("x-amz-bucket-region", "eu-west-1")]) }
        #expect(elsewhere.text.contains("Set delivery.s3.region to eu-west-1"), "\(elsewhere.text)")
        let closed = try await doctor { request in
            LoopbackReply(
                request.method == "HEAD" ? 403 : 403, "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>")
        }
        #expect(closed.text.contains("AccessDenied") && closed.text.contains("s3:PutObject"), "\(closed.text)")
        let stuck = try await doctor { request in
            LoopbackReply(
                request.method == "DELETE" ? 403 : 200,
                request.method == "POST" ? begun : "<Error><Code>AccessDenied</Code></Error>")
        }
        #expect(stuck.text.contains("s3:AbortMultipartUpload"))
    }

    @Test func aKeyThatCannotSignMakesTheRunWait() async throws {
        try scene.issue()
        try await scene.bareRepository()
        let key = [
            "BOT_SIGNING_KEY": "-----BEGIN OPENSSH PRIVATE KEY-----\\nhidden\\n-----END OPENSSH PRIVATE KEY-----"
        ]
        let waiting = try await scene.bot("run", "boats.md", "--git", "repo.git", environment: key)
        #expect(waiting.status == 4, "\(waiting.text)\(waiting.errorText)")
        #expect((waiting.text + waiting.errorText).contains("BOT_SIGNING_KEY can't sign commits"))
        #expect(!(waiting.text + waiting.errorText).contains("hidden"))
        let done = try await scene.bot("resume", "last")
        #expect(done.status == 0, "\(done.text)\(done.errorText)")
    }
}
