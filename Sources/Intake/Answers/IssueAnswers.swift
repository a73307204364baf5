import Core
import Resources

/// What an issue says, by field, from all the ways in which it may say it.
///
/// A `yaml` block goes before the answers of a form, and both before prose: for each field the first that names it counts.
struct IssueAnswers {
    private(set) var answers: [BriefField: RawAnswer] = [:]
    /// Title and text, where no field says the prompt.
    private(set) var prose = ""
    private(set) var title = ""
    /// Pictures that stand in the text.
    private(set) var images: [String] = []
    /// Whether a form asked for the prompt and got no answer.
    private(set) var hasEmptyPrompt = false
    private(set) var problems: [BriefProblem] = []

    init(title: String, body: String) {
        self.title = Self.withoutPrefix(title)
        var sections = BodySection.sections(of: QuotedReply.removedOnTop(of: BodyScanner.lines(of: body)))
        let isForm = Self.isForm(sections)
        if isForm { sections = Self.joined(sections) }
        let blocks = takeBlocks(from: &sections, isForm: isForm)
        for index in sections.indices {
            let field = isForm ? sections[index].field : nil
            // A picture under one of these is the answer itself.
            if field == .firstFrame || field == .lastFrame || field == .mask { continue }
            let extracted = AttachedImages.extracted(from: sections[index].lines)
            sections[index].lines = extracted.lines
            images += extracted.images
        }
        if isForm { takeForm(sections) }
        for block in blocks { take(block) }
        takeProse(isForm ? Array(sections.prefix(1)) : sections)
    }

    /// Whether the headings are those of our forms: a prompt or items among them, or more than half of them known.
    private static func isForm(_ sections: [BodySection]) -> Bool {
        let fields = sections.compactMap(\.field)
        return fields.contains(.prompt) || fields.contains(.items)
            || fields.count * 2 > sections.count { $0.heading != nil }
    }

    /// Puts headings that no form writes back into the answers that they stand in.
    ///
    /// GitHub writes a form's headings at level 3; an unknown one of another level is the author's own.
    private static func joined(_ sections: [BodySection]) -> [BodySection] {
        var joined: [BodySection] = []
        for section in sections {
            if let line = section.headingLine, section.level != 3, !joined.isEmpty,
                section.field == nil
            {
                joined[joined.count - 1].lines.append(BodyLine(text: line, place: .text))
                joined[joined.count - 1].lines += section.lines
            } else {
                joined.append(section)
            }
        }
        return joined
    }

    private mutating func takeForm(_ sections: [BodySection]) {
        for section in sections {
            guard let field = section.field else { continue }
            if let text = AnswerText.of(section.lines) {
                add(RawAnswer(content: .text(text)), for: field)
            } else if field == .prompt {
                hasEmptyPrompt = true
            }
        }
    }

    /// A second answer must say the same; which of two is meant can't be guessed.
    private mutating func add(_ answer: RawAnswer, for field: BriefField) {
        guard let first = answers[field] else {
            answers[field] = answer
            return
        }
        if first.shown != answer.shown {
            problems.append(
                BriefProblem(
                    field: field.rawValue, found: "two answers: \(first.shown.prefix(60)) / \(answer.shown.prefix(60))",
                    accepted: "one answer"))
        }
    }

    private mutating func takeProse(_ sections: [BodySection]) {
        var lines: [String] = []
        for section in sections {
            if let line = section.headingLine { lines.append(line) }
            lines += QuotedReply.removed(from: section.lines).map(\.text)
        }
        let text = lines.joined(separator: "\n").trimmed
        let isRepeated = text == title || text.hasPrefix(title + "\n")
        prose = (isRepeated ? [text] : [title, AnswerText.isNothing(text) ? "" : text])
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// A title without the `[Image]: ` or `Image: ` that a form puts before it.
    private static func withoutPrefix(_ title: String) -> String {
        let title = title.trimmed
        var rest = title[...]
        if rest.hasPrefix("["), let close = rest.firstIndex(of: "]"),
            rest.distance(from: rest.startIndex, to: close) <= 30, !rest[..<close].contains(where: \.isNumber)
        {
            rest = rest[rest.index(after: close)...].drop { $0 == ":" || $0.isWhitespace }
        } else if let colon = rest.firstIndex(of: ":"),
            BriefKind(rawValue: rest[..<colon].trimmed.lowercased()) != nil
        {
            rest = rest[rest.index(after: colon)...]
        }
        return rest.trimmed
    }
}

extension IssueAnswers {
    /// Takes the `yaml` blocks that hold a brief's fields out of the text.
    ///
    /// A block under a form's `Items` is that answer; one without any field of a brief is somebody's configuration file.
    private mutating func takeBlocks(from sections: inout [BodySection], isForm: Bool) -> [YAMLNode] {
        var blocks: [YAMLNode] = []
        for index in sections.indices {
            if isForm, sections[index].field == .items { continue }
            var lines: [BodyLine] = []
            var rest = sections[index].lines[...]
            while let line = rest.popFirst() {
                guard case .fenceStart(let info) = line.place, ["yaml", "yml"].contains(info) else {
                    lines.append(line)
                    continue
                }
                let content = rest.prefix { $0.place == .inFence }
                if let block = block(content.map(\.text)) {
                    blocks.append(block)
                    rest = rest.dropFirst(content.count).drop { $0.place == .fenceEnd }
                } else {
                    lines.append(line)
                }
            }
            sections[index].lines = lines
        }
        return blocks
    }

    /// Nil where the block is no brief's; one that can't be read is an empty mapping, with its problem noted.
    private mutating func block(_ lines: [String]) -> YAMLNode? {
        let text = lines.joined(separator: "\n")
        do {
            let node = try YAMLDocument.parse(text, file: "yaml")
            return node.members?.contains { FieldMatcher.field(key: $0.key) != nil } == true ? node : nil
        } catch {
            let isBrief = lines.contains { line in
                line.firstIndex(of: ":").map { FieldMatcher.field(key: String(line[..<$0])) != nil } ?? false
            }
            guard isBrief else { return nil }
            let found = lines.indices.contains(error.line - 1) ? lines[error.line - 1].trimmed : ""
            problems.append(
                BriefProblem(
                    field: "yaml", found: found.isEmpty ? "line \(error.line)" : String(found.prefix(80)),
                    accepted: "YAML that can be read; line \(error.line), column \(error.column) of the block: "
                        + error.message + (error.hint.map { " \($0)" } ?? "")))
            return YAMLNode(.mapping([]), at: YAMLMark(line: 1, column: 1))
        }
    }

    /// Each field of a block replaces a form's answer; two blocks must agree.
    private mutating func take(_ block: YAMLNode) {
        for member in block.members ?? [] {
            guard let field = FieldMatcher.field(key: member.key) else {
                problems.append(
                    BriefProblem(
                        field: "yaml",
                        found: "\(member.key.prefix(60)) (line \(member.mark.line), column \(member.mark.column))",
                        accepted: "a field of a brief, as prompt, count or size",
                        nearest: Nearest.word(to: member.key, among: BriefField.allCases.map(\.rawValue))))
                continue
            }
            if member.value.isNull || member.value.text.map(AnswerText.isNothing) ?? false { continue }
            let answer = RawAnswer(content: .yaml(member.value))
            if case .yaml = answers[field]?.content { add(answer, for: field) } else { answers[field] = answer }
        }
    }
}
