import Core

extension SettingsFileReader {
    mutating func delivery(_ top: MappingReader) -> Settings.Delivery? {
        let known = ["pullRequest", "closes", "storage", "largeFile", "s3"]
        guard let node = top["delivery"],
            let members = MappingReader(node, "'delivery'", known: known, problems: &problems)
        else { return nil }
        var delivery = Settings.Delivery()
        set(&delivery.pullRequest, word("pullRequest", of: members))
        set(&delivery.closes, members.flag("closes", problems: &problems))
        set(&delivery.storage, word("storage", of: members))
        set(&delivery.largeFile, size("largeFile", of: members))
        delivery.s3 = objectStore(members)
        if delivery.storage == .s3, members["s3"] == nil {
            problems.add(
                members.mark(of: "storage"), "'storage' is s3, and no 's3' says which bucket.",
                hint: "Add 's3: {bucket: …, region: …}' beside it.")
        }
        return delivery
    }

    private mutating func word<Value: RawRepresentable & CaseIterable>(
        _ key: String, of members: MappingReader
    ) -> Value? where Value.RawValue == String {
        guard let word = members.text(key, problems: &problems) else { return nil }
        if let value = Value(rawValue: word) { return value }
        problems.addUnknown(
            "value of '\(key)':", word, at: members.mark(of: key), known: Value.allCases.map(\.rawValue))
        return nil
    }

    /// Bytes, as `10 MB` says them: a MB is a million.
    private mutating func size(_ key: String, of members: MappingReader) -> Int? {
        guard let node = members[key] else { return nil }
        let units = ["KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000]
        let text = node.text ?? ""
        for (unit, count) in units where text.uppercased().hasSuffix(unit) {
            let digits = text.dropLast(2).filter { $0 != " " }
            guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(digits),
                (1...5_000_000).contains(value * Double(count) / 1000)
            else { break }
            return Int((value * Double(count)).rounded())
        }
        problems.add(
            node.mark,
            "'\(key)' must be a size from 1 KB to 5 GB, as '500 KB', '10 MB' or '1.5 GB', found \(node.kind).")
        return nil
    }

    private mutating func objectStore(_ delivery: MappingReader) -> Settings.Delivery.ObjectStore? {
        guard let node = delivery["s3"],
            let members = MappingReader(
                node, "'s3'", known: ["endpoint", "region", "bucket", "prefix", "pathStyle", "publicURL"],
                problems: &problems)
        else { return nil }
        let region = matching("region", of: members, "letters, digits and '-', as 'eu-central-1'", 1...64, also: "-")
        guard members["bucket"] != nil else {
            problems.add(node.mark, "'s3' has no 'bucket'.")
            return nil
        }
        let bucket = matching(
            "bucket", of: members, "a bucket's name of 3 to 63 lower-case letters, digits, '-' and '.'", 3...63,
            also: "-.", lowerCase: true)
        var prefix = ""
        if members["prefix"] != nil {
            prefix =
                matching("prefix", of: members, "letters, digits, '-', '_', '.' and '/'", 1...200, also: "-_./") ?? ""
            if prefix.hasPrefix("/") || prefix.contains("//") || prefix.split(separator: "/").contains("..") {
                problems.add(members.mark(of: "prefix"), "'prefix' must be parts between slashes, as 'assets/'.")
            }
            if !prefix.isEmpty, !prefix.hasSuffix("/") { prefix += "/" }
        }
        let endpoint = address("endpoint", of: members, mayHavePath: false)
        let publicURL = address("publicURL", of: members, mayHavePath: true)
        let isPathStyle = members.flag("pathStyle", problems: &problems)
        guard let bucket else { return nil }
        let place = region ?? "us-east-1"
        return Settings.Delivery.ObjectStore(
            endpoint: endpoint ?? "https://s3.\(place).amazonaws.com", region: place, bucket: bucket, prefix: prefix,
            // A dot in a bucket's name makes a host that no certificate is for.
            isPathStyle: isPathStyle ?? (endpoint != nil || bucket.contains(".")), publicURL: publicURL)
    }

    /// A text of ASCII letters, digits and some further characters.
    private mutating func matching(
        _ key: String, of members: MappingReader, _ wanted: String, _ length: ClosedRange<Int>, also: String,
        lowerCase: Bool = false
    ) -> String? {
        guard let text = members.text(key, problems: &problems) else { return nil }
        let isFit = text.allSatisfy { character in
            character.isASCII
                && (character.isNumber || also.contains(character)
                    || character.isLetter && (!lowerCase || character.isLowercase))
        }
        if isFit, length.contains(text.count) { return text }
        problems.add(members.mark(of: key), "'\(key)' must be \(wanted), found '\(text.prefix(60))'.")
        return nil
    }

    private mutating func address(_ key: String, of members: MappingReader, mayHavePath: Bool) -> String? {
        guard var text = members.text(key, problems: &problems) else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? ""
        let isFit =
            (text.hasPrefix("https://") || text.hasPrefix("http://")) && !rest.isEmpty
            && !text.contains(where: { "@?# \\\"'<>()".contains($0) || $0.isNewline || !$0.isASCII })
            && (mayHavePath || !rest.contains("/"))
        if isFit { return text }
        problems.add(
            members.mark(of: key),
            "'\(key)' must be an address as https://example.org\(mayHavePath ? "" : " without a path"), found '\(text.prefix(60))'.",
            hint: "What signs in stands in the environment, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
        return nil
    }
}
