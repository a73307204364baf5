import Glibc
import Spawn

/// A conversation with a program on this machine, or through ssh on another.
final class ProcessSession: GitSession {
    let advertisement: Advertisement
    private let child: ChildProcess
    private let remote: String

    /// Nil where the program that it takes is not installed.
    init?(_ service: GitService, at address: RemoteAddress, through programs: Programs) throws(GitError) {
        remote = address.description
        let command: [String]
        switch address {
        case .web: return nil
        case .local(let path): command = [programs.git, service.rawValue, path]
        case .shell(let host, let port, let path):
            let port = port.map { ["-p", String($0)] } ?? []
            command = programs.ssh + port + [host, "\(service.program) \(Self.quoted(path))"]
        }
        do throws(ProgramStart.Failed) {
            child = try ChildProcess(command, environment: Self.environment)
        } catch {
            if error.code == ENOENT { return nil }
            let reason = "'\(command[0])' could not be started: \(SystemError.text(error.code))"
            throw .unreachable(remote: remote, reason: reason)
        }
        let child = child
        let stream = ReplyStream { () throws(GitError) in child.read() }
        do throws(GitError) {
            advertisement = try Advertisement(from: PacketReader(stream, from: remote), remote: remote)
        } catch {
            let status = child.finish()
            throw status == 0 ? error : Self.fault(child.complaint, remote: remote)
        }
        if !advertisement.isWhole {
            _ = child.finish()
            throw Self.fault(child.complaint, remote: remote)
        }
    }

    func converse(_ parts: [PackPart]) async throws(GitError) -> ReplyStream {
        // A server that stops listening has usually said why; if it has not, standard error has.
        if try sendAll(parts) { child.closeInput() }
        return answer()
    }

    private func sendAll(_ parts: [PackPart]) throws(GitError) -> Bool {
        for part in parts {
            let isHeard = try send(part)
            if !isHeard { return false }
        }
        return true
    }

    private func answer() -> ReplyStream {
        ReplyStream { [child, remote] () throws(GitError) in
            if let piece = child.read() { return piece }
            if child.hasSpokenSinceGreeting { return nil }
            _ = child.finish()
            throw Self.fault(child.complaint, remote: remote)
        }
    }

    /// False where the child no longer listens.
    private func send(_ part: PackPart) throws(GitError) -> Bool {
        switch part {
        case .bytes(let bytes): unsafe bytes.withUnsafeBytes { unsafe child.write($0) }
        case .file(let path): try send(fileAt: path)
        }
    }

    func close() {
        _ = unsafe PacketLine.flush.withUnsafeBytes { unsafe child.write($0) }
        _ = child.finish()
    }

    private func send(fileAt path: String) throws(GitError) -> Bool {
        let file = try InputFile(path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { unsafe buffer.deallocate() }
        while true {
            let count = try unsafe file.read(into: buffer)
            guard unsafe child.write(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return false }
            if count < buffer.count { return true }
        }
    }

    /// For the shell at the other end: nothing between the quotes means anything to it.
    static func quoted(_ path: String) -> String {
        "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// Git's own variables would point the child at another repository, as they do inside a hook.
    static let environment: [String: String?] = [
        "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "GIT_OBJECT_DIRECTORY": nil,
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": nil, "GIT_QUARANTINE_PATH": nil, "GIT_NAMESPACE": nil, "GIT_PROTOCOL": nil,
        "GIT_COMMON_DIR": nil, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
    ]

    private static func fault(_ complaint: String, remote: String) -> GitError {
        let lower = complaint.lowercased()
        if complaint.isEmpty { return .unreachable(remote: remote, reason: "the connection ended without a word") }
        if lower.contains("dubious ownership") { return .storage(path: remote, reason: complaint) }
        if lower.contains("does not appear to be a git") || lower.contains("repository not found")
            || lower.contains("not a git repository")
        {
            return .notFound(remote: remote)
        }
        if lower.contains("permission denied (") || lower.contains(" denied to ")
            || lower.contains("marked as read only") || lower.contains("host key verification")
        {
            return .forbidden(remote: remote, reason: complaint)
        }
        if lower.contains("no space left") || lower.contains("permission denied") {
            return .storage(path: remote, reason: complaint)
        }
        return .unreachable(remote: remote, reason: complaint)
    }
}
