import Glibc

/// The programs through which remotes other than HTTP servers are reached.
package struct Programs: Hashable, Sendable {
    /// Git's name or path.
    package let git: String
    /// The words that host and command follow.
    package let ssh: [String]

    package init(git: String = "git", ssh: [String] = Self.configuredShell) {
        self.git = git
        self.ssh = ssh
    }

    /// `GIT_SSH_COMMAND`, a person's own setting that Git hands to a shell, or plain ssh that asks nothing.
    ///
    /// A repository's `core.sshCommand` is not heeded: a repository that came from elsewhere is not to run commands here.
    package static var configuredShell: [String] {
        guard let custom = unsafe getenv("GIT_SSH_COMMAND") else { return ["ssh", "-o", "BatchMode=yes"] }
        return ["/bin/sh", "-c", unsafe String(cString: custom) + " \"$@\"", "ssh"]
    }
}
