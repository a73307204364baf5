/// What a comment says to the bot: commands and what went wrong with them, in the order of its lines.
package struct CommentReading: Hashable, Sendable {
    package enum Item: Hashable, Sendable {
        case command(CommentCommand)
        case fault(CommandFault)
    }

    package let items: [Item]

    package var isEmpty: Bool { items.isEmpty }

    package var commands: [CommentCommand] {
        items.compactMap { item in
            guard case .command(let command) = item else { return nil }
            return command
        }
    }

    package var faults: [CommandFault] {
        items.compactMap { item in
            guard case .fault(let fault) = item else { return nil }
            return fault
        }
    }

    /// A comment with too much in it says nothing: what would be left out might be what matters.
    package static let longest = 65_536
    package static let mostCommands = 20

    /// Never fails and takes time in proportion to the text, whatever it is; over `longest` bytes none of it is looked at.
    package init(_ text: String) {
        guard text.utf8.count <= Self.longest else {
            items = [.fault(.tooLong(limit: Self.longest))]
            return
        }
        var items: [Item] = []
        let lines = CommentLines.spoken(in: text)
        for (position, line) in lines.enumerated() {
            guard let line, let words = SpokenLine(line) else { continue }
            var item = words.item
            if case .command(.revise(let notes)) = item {
                item = SpokenLine.revision(notes, Self.following(lines, after: position))
            }
            items.append(item)
            if items.count > Self.mostCommands {
                self.items = [.fault(.tooMany(limit: Self.mostCommands))]
                return
            }
        }
        self.items = items
    }

    /// The lines below a command that belong to it: up to the next command, or to what nobody is to read.
    private static func following(_ lines: [String?], after position: Int) -> [String] {
        var found: [String] = []
        for case let line? in lines[(position + 1)...].prefix(while: { $0 != nil }) {
            if SpokenLine(line) != nil { break }
            found.append(line)
        }
        return found
    }
}
