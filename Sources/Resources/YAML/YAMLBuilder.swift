/// Builds nodes from events, within the limits of `YAMLDocument`.
struct YAMLBuilder: ~Copyable {
    private var events: YAMLEventReader
    private let file: String
    private var nodes = 0

    init(events: consuming YAMLEventReader, file: String) {
        self.events = events
        self.file = file
    }

    /// An empty file is null.
    mutating func document() throws(ResourceError) -> YAMLNode {
        var root: YAMLNode?
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return root ?? YAMLNode(.scalar("", isPlain: true), at: YAMLMark(line: 1, column: 1))
            case .documentStart where root != nil:
                throw error(event.mark, "A second document begins here.", hint: "One file holds one document.")
            case .documentStart: root = try node(from: events.next(), depth: 1)
            default: continue  // The start of the stream, the end of the document.
            }
        }
    }

    private mutating func node(from event: YAMLEvent, depth: Int) throws(ResourceError) -> YAMLNode {
        nodes += 1
        guard nodes <= YAMLDocument.mostNodes else {
            throw error(event.mark, "There are more than \(YAMLDocument.mostNodes) values.", hint: "Split the file.")
        }
        switch event.kind {
        case .scalar(let text, let isPlain): return YAMLNode(.scalar(text, isPlain: isPlain), at: event.mark)
        case .sequenceStart:
            try check(depth, at: event.mark)
            return YAMLNode(.sequence(try sequence(depth: depth)), at: event.mark)
        case .mappingStart:
            try check(depth, at: event.mark)
            return YAMLNode(.mapping(try mapping(depth: depth)), at: event.mark)
        case .alias(let name):
            throw error(event.mark, "The alias '*\(name)' is not accepted.", hint: "Write the value out.")
        case .documentStart, .streamEnd, .sequenceEnd, .mappingEnd, .other:
            throw error(event.mark, "A value is missing.")
        }
    }

    private mutating func sequence(depth: Int) throws(ResourceError) -> [YAMLNode] {
        var elements: [YAMLNode] = []
        while true {
            let event = try events.next()
            if event.kind == .sequenceEnd { return elements }
            elements.append(try node(from: event, depth: depth + 1))
        }
    }

    private mutating func mapping(depth: Int) throws(ResourceError) -> [YAMLMember] {
        var members: [YAMLMember] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try events.next()
            if event.kind == .mappingEnd { return members }
            guard let key = try node(from: event, depth: depth + 1).text else {
                throw error(event.mark, "A key must be a word.")
            }
            if let line = lines.updateValue(event.mark.line, forKey: key) {
                throw error(
                    event.mark, "The key '\(key.prefix(60))' stands here a second time, the first in line \(line).",
                    hint: "Keep one of the two.")
            }
            let value = try node(from: events.next(), depth: depth + 1)
            members.append(YAMLMember(key: key, mark: event.mark, value: value))
        }
    }

    private func check(_ depth: Int, at mark: YAMLMark) throws(ResourceError) {
        guard depth <= YAMLDocument.deepestNesting else {
            throw error(mark, "Lists and mappings stand more than \(YAMLDocument.deepestNesting) deep in each other.")
        }
    }

    private func error(_ mark: YAMLMark, _ message: String, hint: String? = nil) -> ResourceError {
        ResourceError(file: file, line: mark.line, column: mark.column, message: message, hint: hint)
    }
}
