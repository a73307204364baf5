import Core
import Crypto
import FoundationEssentials

/// An Ed25519 key of SSH's that signs commits; neither its text nor its numbers are ever shown.
package final class SSHKey: Sendable, CustomStringConvertible {
    static let kind = "ssh-ed25519"
    private static let mark = "openssh-key-v1\0"

    private let key: Ed25519PrivateKey
    /// How SSH encodes the public key.
    let publicKey: [UInt8]

    /// Reads what `ssh-keygen -t ed25519` writes, without a passphrase.
    package init(openSSH text: String) throws(SSHKeyError) {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }
        guard let start = lines.firstIndex(of: "-----BEGINOPENSSHPRIVATEKEY-----"),
            let end = lines[start...].firstIndex(of: "-----ENDOPENSSHPRIVATEKEY-----"),
            let data = Data(base64Encoded: lines[(start + 1)..<end].joined()),
            data.starts(with: Self.mark.utf8)
        else { throw .unreadable }
        var outer = SSHWire(Array(data.dropFirst(Self.mark.utf8.count)))
        guard let cipher = outer.word(), outer.word() != nil, outer.text() != nil, let count = outer.number(),
            let publicKey = outer.text()
        else { throw .unreadable }
        guard cipher == "none" else { throw .encrypted }
        var shown = SSHWire(publicKey)
        guard let kind = shown.word(), count == 1 else { throw .unreadable }
        guard kind == Self.kind else { throw .unknownKind(GitText.line(kind, limit: 60)) }
        guard let hidden = outer.text() else { throw .unreadable }
        var inner = SSHWire(hidden)
        // The two numbers are the same where the key was deciphered rightly.
        guard let one = inner.number(), let other = inner.number(), one == other, inner.word() == kind,
            let bytes = inner.text(), let pair = inner.text(), pair.count == 64,
            let key = Ed25519PrivateKey(seed: Array(pair.prefix(32))), key.publicKey == bytes,
            shown.text() == bytes
        else { throw .unreadable }
        self.key = key
        self.publicKey = publicKey
    }

    /// As `ssh-keygen -l` and GitHub show it.
    package var fingerprint: String {
        let hash = SHA256.digest(of: publicKey).hex
        var bytes: [UInt8] = []
        var rest = hash[...]
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return "SHA256:" + Data(bytes).base64EncodedString().filter { $0 != "=" }
    }

    package var description: String { "\(Self.kind) \(fingerprint)" }

    /// The signature of a message in OpenSSH's armour, as `ssh-keygen -Y sign -n git` makes it.
    func signature(of message: [UInt8]) -> String {
        let purpose = SSHWire.text("git") + SSHWire.text("") + SSHWire.text("sha512")
        let signed = Array("SSHSIG".utf8) + purpose + SSHWire.text(SHA512.digest(of: message))
        let signature = SSHWire.text(Self.kind) + SSHWire.text(key.signature(of: signed))
        let blob =
            Array("SSHSIG".utf8) + SSHWire.number(1) + SSHWire.text(publicKey) + purpose + SSHWire.text(signature)
        var lines = ["-----BEGIN SSH SIGNATURE-----"]
        var rest = Data(blob).base64EncodedString()[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(70)))
            rest = rest.dropFirst(70)
        }
        return (lines + ["-----END SSH SIGNATURE-----"]).joined(separator: "\n")
    }
}
