/// As records of the log and of the cache hold it.
extension Film {
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "milliseconds": .integer(duration.milliseconds), "fps": .number(framesPerSecond),
        ]
        members["poster"] = poster.map { .string($0.hex) }
        members["lastFrame"] = lastFrame.map { .string($0.hex) }
        return .object(members)
    }

    /// Nil where a member is missing.
    package init?(json: JSONValue) {
        guard let milliseconds = json["milliseconds"]?.integer, let rate = json["fps"]?.number else { return nil }
        self.init(
            duration: .milliseconds(milliseconds), framesPerSecond: rate,
            poster: json["poster"]?.string.flatMap { SHA256Digest(hex: $0) },
            lastFrame: json["lastFrame"]?.string.flatMap { SHA256Digest(hex: $0) })
    }
}
