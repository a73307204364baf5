import Core
import Spawn

/// How an SSH remote says where its large files go: `git-lfs-authenticate` at the other end.
enum LFSSignIn {
    /// Nil where the other end has no such program; its words then say nothing of use.
    static func ask(
        host: String, port: Int?, path: String, _ programs: Programs, now: Timestamp
    ) throws(GitError) -> LFSAction? {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-~".contains($0)) }
        let place = isPlain ? path : ProcessSession.quoted(path)
        let words =
            programs.ssh + (port.map { ["-p", String($0)] } ?? [])
            + [host, "git-lfs-authenticate \(place) upload"]
        let child: ChildProcess
        do throws(ProgramStart.Failed) {
            child = try ChildProcess(words, environment: ProcessSession.environment)
        } catch { return nil }
        child.closeInput()
        var answer: [UInt8] = []
        while answer.count < 1 << 20, let piece = child.read() { answer += piece }
        guard child.finish() == 0 else { return nil }
        // An answer that is no JSON is no answer.
        return LFSAction(try? JSONValue(parsing: String(decoding: answer, as: UTF8.self)), now: now)
    }
}
