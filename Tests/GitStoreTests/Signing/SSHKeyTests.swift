import Foundation
import TestSupport
import Testing

@testable import GitStore

/// Keys and signatures, held against the real ssh-keygen and git.
@Suite(.enabled("ssh-keygen is not installed") { try await SSHKeygen.isInstalled }) struct SSHKeyTests {
    let test: TestRepository

    init() throws { test = try TestRepository() }

    /// Makes a key and gives its text; its public half lies beside it.
    private func makeKey(_ name: String, _ words: String...) async throws -> String {
        let path = test.folder.path(name)
        let made = try await Command("ssh-keygen", ["-q", "-C", "a comment", "-f", path] + words).run()
        try #require(made.status == 0, "\(made.errorText)")
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    private func allow(_ key: String) throws {
        let shown = try String(contentsOfFile: test.folder.path(key + ".pub"), encoding: .utf8)
        try test.folder.write("bot@example.org namespaces=\"git\" \(shown)", to: "allowed")
    }

    @Test func signsAsSSHKeygenVerifies() async throws {
        let key = try SSHKey(openSSH: await makeKey("key", "-t", "ed25519", "-N", ""))
        try allow("key")
        let message = "tree abc\n\nDeliver\n"
        try test.folder.write(key.signature(of: Array(message.utf8)) + "\n", to: "signature")
        let words = ["-Y", "verify", "-f", test.folder.path("allowed"), "-I", "bot@example.org", "-n", "git", "-s"]
        let verified = try await Command(
            "ssh-keygen", words + [test.folder.path("signature")], input: .bytes(Array(message.utf8))
        ).run()
        #expect(verified.status == 0, "\(verified.errorText)")
        let other = try await Command(
            "ssh-keygen", words + [test.folder.path("signature")], input: .bytes(Array("another".utf8))
        ).run()
        #expect(other.status != 0)
        let listed = try await Command("ssh-keygen", ["-l", "-f", test.folder.path("key.pub")]).run()
        #expect(listed.text.contains(key.fingerprint))
        #expect(key.description == "ssh-ed25519 \(key.fingerprint)")
    }

    @Test(arguments: [false, true]) func gitVerifiesADeliveredCommit(isPushed: Bool) async throws {
        let key = try SSHKey(openSSH: await makeKey("key", "-t", "ed25519", "-N", ""))
        try allow("key")
        try await test.makeRemote()
        try await test.git("init", "-q", "--bare", "-b", "main", "alone.git")
        let target = isPushed ? "file://" + test.folder.path("remote.git") : test.folder.path("alone.git")
        let request = try test.request(to: target, signer: key)
        let receipt = try await Deliverer().deliver(request)
        let place = isPushed ? "remote.git" : "alone.git"
        let allowed = test.folder.path("allowed")
        let verified = try await Command(
            "git",
            ["-c", "gpg.ssh.allowedSignersFile=\(allowed)", "verify-commit", "-v", receipt.commit.description],
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
            ],
            folder: test.folder.path(place)
        ).run()
        #expect(verified.status == 0, "\(verified.errorText)")
        #expect(verified.errorText.contains("Good \"git\" signature for bot@example.org"))
        #expect(try await test.damage(in: place) == "")
        // The same delivery is the same commit, and is found again.
        let again = try await Deliverer().deliver(request)
        #expect(again.alreadyThere && again.commit == receipt.commit)
    }

    @Test func refusesOtherKeysAndSaysWhatToDo() async throws {
        let rsa = try await makeKey("rsa", "-t", "rsa", "-b", "2048", "-N", "")
        let locked = try await makeKey("locked", "-t", "ed25519", "-N", "a passphrase")
        let pem = try await makeKey("pem", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "")
        #expect(throws: SSHKeyError.unknownKind("ssh-rsa")) { try SSHKey(openSSH: rsa) }
        #expect(throws: SSHKeyError.encrypted) { try SSHKey(openSSH: locked) }
        #expect(throws: SSHKeyError.unreadable) { try SSHKey(openSSH: pem) }
        #expect(SSHKeyError.encrypted.description.contains("ssh-keygen -p"))
    }

    @Test func readsNoKeyThatIsCutShort() async throws {
        let text = try await makeKey("key", "-t", "ed25519", "-N", "")
        #expect(throws: Never.self) { try SSHKey(openSSH: text.replacing("\n", with: "\r\n")) }
        let lines = text.split(separator: "\n").map(String.init)
        let body = try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined()))
        for count in stride(from: 0, to: body.count - 8, by: 3) {
            let cut = "\(lines[0])\n\(body.prefix(count).base64EncodedString())\n\(lines[lines.count - 1])\n"
            #expect(throws: SSHKeyError.self) { try SSHKey(openSSH: cut) }
        }
        for text in ["", "-----BEGIN OPENSSH PRIVATE KEY-----", "ssh-ed25519 AAAA"] {
            #expect(throws: SSHKeyError.unreadable) { try SSHKey(openSSH: text) }
        }
    }
}

private enum SSHKeygen {
    static var isInstalled: Bool {
        get async throws { try await Command("sh", ["-c", "command -v ssh-keygen"]).run().status == 0 }
    }
}
