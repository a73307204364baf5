import Synchronization

/// The lines in which writes wait: one for each account on whose limits they count.
package final class WritePacing: Sendable {
    private let limits: WritePace.Limits
    /// Where the processes tell each other of their writes; nil where each goes by its own.
    private let folder: String?
    private let lines = Mutex<[String: WriteLine]>([:])

    /// `stateFolder`: all processes that work in it keep one pace together.
    package init(_ limits: WritePace.Limits = WritePace.Limits(), stateFolder: String? = nil) {
        self.limits = limits
        folder = limits == .none ? nil : stateFolder.map { $0 + "/pace" }
    }

    /// `account`: a name for whose limits they are, under the one sign-in that there is before `host`.
    func line(of account: String, at host: String) -> WriteLine {
        let name = Self.fileName(host, account)
        return lines.withLock { lines in
            if let line = lines[name] { return line }
            let line = WriteLine(limits, shared: folder.map { SharedPace(at: "\($0)/\(name)", limits) })
            lines[name] = line
            return line
        }
    }

    private static func fileName(_ host: String, _ account: String) -> String {
        let place = host.split(separator: "://").last.map(String.init) ?? host
        let text = account.isEmpty ? place : "\(place)+\(account)"
        return String(
            text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) ? $0 : "+" }
                .suffix(200))
    }
}
