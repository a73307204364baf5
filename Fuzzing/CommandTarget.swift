import Service

/// A comment on an issue.
enum CommandTarget {
    static func read(_ input: [UInt8]) -> Bool {
        let reading = CommentReading(String(decoding: input, as: UTF8.self))
        precondition(reading.items.count <= CommentReading.mostCommands, "more commands were taken than are allowed")
        return true
    }
}
