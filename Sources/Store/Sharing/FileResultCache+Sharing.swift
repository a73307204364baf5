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

    /// Keeps a record that another host has made, unless there is one of that request; one that can't be read is left out.
    package func adopt(_ record: [UInt8], for key: SHA256Digest) throws(AssetStoreError) {
        guard bytes(of: key) == nil,
            let json = try? JSONValue(parsing: String(decoding: record, as: UTF8.self)),  // It is made anew then.
            json["key"]?.string == key.hex, let time = json["madeAt"]?.integer, let result = CachedResult(json: json)
        else { return }
        try keep(result.members, for: key, madeAt: Timestamp(milliseconds: Int64(time)))
    }
}
