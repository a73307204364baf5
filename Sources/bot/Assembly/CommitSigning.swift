import FoundationEssentials
import GitStore

/// The SSH key that commits are signed with: the content of `BOT_SIGNING_KEY`, or of the file that it names.
enum CommitSigning: Sendable {
    case none
    case key(SSHKey)
    /// What is wrong with it, and what to do.
    case unusable(String)

    static let variable = "BOT_SIGNING_KEY"

    init(environment: [String: String]) {
        let value = environment[Self.variable] ?? ""
        guard value.contains(where: { !$0.isWhitespace }) else {
            self = .none
            return
        }
        let isContent = value.contains("-----BEGIN")
        guard let text = isContent ? value : try? String(contentsOf: URL(filePath: value), encoding: .utf8) else {
            // The path is not shown: it may be a key that lost its first line.
            self = .unusable(
                "\(Self.variable) names a file that can't be read; set it to an SSH key or to the path of one")
            return
        }
        do throws(SSHKeyError) { self = .key(try SSHKey(openSSH: text)) } catch {
            self = .unusable("the key in \(Self.variable) can't sign commits: \(error)")
        }
    }
}
