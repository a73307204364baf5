import Content
import Core
import Store

extension IssueClaim {
    /// What of a run's files other hosts are not handed for its size, as a sentence for people; nil where all are.
    ///
    /// Those that go along while the run lives but don't stay with the account of a delivered one are told too.
    func leftOut(of parcel: Parcel) -> String? {
        var rest = leftOut[parcel.run] ?? [:]
        var named: [String] = []
        for file in parcel.files {
            guard case .file(let path) = file.content, let name = path.split(separator: "/").last,
                let digest = SHA256Digest(hex: String(name)), let bytes = assets.bytes(of: digest)
            else { continue }
            if rest.removeValue(forKey: digest) != nil || bytes > terms.largestKept {
                named.append("\(file.path) (\(Figures.bytes(bytes)))")
            }
        }
        named += parcel.elsewhere.keys.sorted()
        if !rest.isEmpty {
            let noun = rest.count == 1 ? "file that was made on the way" : "files that were made on the way"
            named.append("\(rest.count) \(noun) (\(Figures.bytes(rest.values.reduce(0, +))))")
        }
        guard !named.isEmpty else { return nil }
        let shown = named.prefix(5).joined(separator: ", ") + (named.count > 5 ? " and \(named.count - 5) more" : "")
        return
            "Too large to be kept in the repository for other hosts: \(shown). On a host with an empty disk they would be "
            + "made, and paid for, again."
    }
}
