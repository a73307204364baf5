/// Why a text is no key that commits can be signed with.
package enum SSHKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable
    case encrypted
    case unknownKind(String)

    package var description: String {
        switch self {
        case .unreadable:
            "it is not a private key in OpenSSH's format ('-----BEGIN OPENSSH PRIVATE KEY-----'); "
                + "'ssh-keygen -t ed25519' makes one"
        case .encrypted:
            "it has a passphrase, and nobody is there to type it; 'ssh-keygen -p -N \"\"' takes it off a copy of the key"
        case .unknownKind(let kind):
            "it is of the kind '\(kind)', and only ssh-ed25519 is signed with here; 'ssh-keygen -t ed25519' makes one"
        }
    }
}
