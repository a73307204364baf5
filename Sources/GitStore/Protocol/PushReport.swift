/// Reads what `git receive-pack` says after a push.
struct PushReport {
    /// `reference` is the only one that was pushed.
    static func read(
        from stream: ReplyStream, remote: String, reference: String, capabilities: [String]
    ) throws(GitError) -> PushOutcome {
        try read(from: stream, remote: remote, references: [reference], capabilities: capabilities)
    }

    /// Of several references that were pushed the first that was refused counts.
    static func read(
        from stream: ReplyStream, remote: String, references: [String], capabilities: [String]
    ) throws(GitError) -> PushOutcome {
        let reader = PacketReader(stream, from: remote)
        guard capabilities.contains("side-band-64k") else {
            var lines: [String] = []
            while case .line(let line) = try reader.next() { lines.append(PacketReader.text(line)) }
            return outcome(of: lines, references: references, words: "") ?? .rejected(reason: "it gave no report")
        }
        var band = SideBand()
        var report: [UInt8] = []
        while case .line(let packet) = try reader.next() {
            if let content = try band.content(of: packet, remote: remote) { report += content }
        }
        let inner = PacketReader(ReplyStream(report), from: remote)
        var lines: [String] = []
        while case .line(let line) = try inner.next() { lines.append(PacketReader.text(line)) }
        guard let outcome = outcome(of: lines, references: references, words: band.text) else {
            if band.text.isEmpty { throw .unreachable(remote: remote, reason: "the push ended without a report") }
            return .rejected(reason: band.text)
        }
        return outcome
    }

    /// Nil where the report says nothing of one of them.
    private static func outcome(of lines: [String], references: [String], words: String) -> PushOutcome? {
        for reference in references {
            let outcome = outcome(of: lines, reference: reference, words: words)
            guard case .done? = outcome else { return outcome }
        }
        return .done
    }

    /// Nil where the report says nothing of the reference.
    private static func outcome(of lines: [String], reference: String, words: String) -> PushOutcome? {
        if let fault = lines.first(where: { $0.hasPrefix("unpack ") && $0 != "unpack ok" }) {
            return .rejected(reason: GitText.line(fault) + (words.isEmpty ? "" : " (\(words))"))
        }
        if lines.contains("ok " + reference) { return .done }
        guard let refusal = lines.first(where: { $0.hasPrefix("ng \(reference) ") }) else { return nil }
        return PushOutcome(refusal: String(refusal.dropFirst(reference.count + 4)), words: words)
    }
}
