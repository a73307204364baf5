package import Core

/// The templates by which prompts are rewritten, by name.
package struct PromptTemplates: Hashable, Sendable {
    private let templates: [String: PromptTemplate]

    /// Of two of one name the later counts.
    package init(_ templates: [PromptTemplate]) {
        self.templates = Dictionary(templates.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// That for a brief: `optimise-video`, `chain-image`; nil where it wants none, or there is none.
    package func template(for brief: Brief) -> PromptTemplate? {
        guard brief.optimise else { return nil }
        let kind =
            switch brief.kind {
            case .image, .story, .batch: "image"
            case .edit: "edit"
            case .video: "video"
            }
        guard brief.chain else { return templates["optimise-\(kind)"] }
        // A change of a picture has no steps of its own.
        return templates["chain-\(kind)"] ?? templates["optimise-\(kind)"]
    }

    /// That by which a story is split into scenes: its first step.
    package var story: PromptTemplate? { templates["story"] }

    /// All that a brief's run asks text models: the story first, then the rewriting.
    package func all(for brief: Brief) -> [PromptTemplate] {
        let story = brief.kind == .story && brief.items.isEmpty ? story : nil
        return [story, template(for: brief)].compactMap(\.self)
    }

    /// Of everything that the templates of a brief say, so that a request with others is another request.
    package func fingerprint(for brief: Brief) -> String? {
        let templates = all(for: brief)
        guard !templates.isEmpty else { return nil }
        return templates.flatMap(\.steps)
            .map { "\($0.name) \($0.role.rawValue) \($0.answerTokens) \($0.instructions)" }
            .joined(separator: "\n")
    }
}
