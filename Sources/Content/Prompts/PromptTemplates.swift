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

    /// Of everything that a template says, so that a request with another one is another request.
    package func fingerprint(for brief: Brief) -> String? {
        template(for: brief).map { template in
            template.steps.map { "\($0.name) \($0.role.rawValue) \($0.answerTokens) \($0.instructions)" }
                .joined(separator: "\n")
        }
    }
}
