package import Core

extension FileResultCache {
    /// The records, as they lie here, of what was bought and is one of these files.
    package func records(of files: Set<SHA256Digest>) -> [SHA256Digest: [UInt8]] {
        var records: [SHA256Digest: [UInt8]] = [:]
        for entry in entries() {
            guard case .file(let result) = entry.content, result.files.allSatisfy(files.contains),
                let bytes = bytes(of: entry.key)
            else { continue }
            records[entry.key] = bytes
        }
        return records
    }

    /// A model's answer as its record lies here; nil where there is none.
    package func record(ofAnswer key: SHA256Digest) -> [UInt8]? {
        guard case .answer? = content(for: key) else { return nil }
        return bytes(of: key)
    }

    /// What was chosen of an asset, from so many attempts.
    package struct Choice: Hashable, Sendable {
        package let file: SHA256Digest
        package let attempts: Int

        package init(_ file: SHA256Digest, from attempts: Int) {
            self.file = file
            self.attempts = attempts
        }
    }

    /// Records of what was bought that name in its place what was chosen.
    ///
    /// `choices`: by what was made, the choice of the same asset. A host without the first has the second for the same request then,
    /// and buys neither.
    package func records(of choices: [SHA256Digest: Choice]) -> [SHA256Digest: [UInt8]] {
        let entries = entries()
        var chosen: [SHA256Digest: (result: CachedResult, madeAt: Timestamp)] = [:]
        for entry in entries {
            if case .file(let result) = entry.content { chosen[result.sha256] = (result, entry.madeAt) }
        }
        var records: [SHA256Digest: [UInt8]] = [:]
        for entry in entries {
            guard case .file(let made) = entry.content, let choice = choices[made.sha256],
                let (result, madeAt) = chosen[choice.file]
            else { continue }
            var members = result.members
            members["key"] = .string(entry.key.hex)
            members["madeAt"] = .integer(madeAt.milliseconds)
            members["standsFor"] = .integer(Int64(choice.attempts))
            records[entry.key] = Array((JSONValue.object(members).text + "\n").utf8)
        }
        return records
    }

    /// Keeps a record that another host has made, unless there is one of that request; one that can't be read is left out.
    package func adopt(_ record: [UInt8], for key: SHA256Digest) throws(AssetStoreError) {
        guard bytes(of: key) == nil,
            let json = try? JSONValue(parsing: String(decoding: record, as: UTF8.self)),  // It is made anew then.
            json["key"]?.string == key.hex, let time = json["madeAt"]?.integer,
            let members = CachedAnswer(json: json)?.members ?? CachedResult(json: json)?.members
        else { return }
        try keep(members, for: key, madeAt: Timestamp(milliseconds: Int64(time)))
    }
}
