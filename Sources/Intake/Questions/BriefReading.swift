package import Core

/// A brief as it was read, with what its author had better be asked before anything is spent.
package struct BriefReading: Hashable, Sendable {
    /// Document 003 asks a person below this confidence (`RequirementParser`).
    package static let leastConfidence = 0.6

    package let brief: Brief
    /// In the order in which the fields are documented; at most one of each field.
    package let questions: [BriefQuestion]

    init(brief: Brief, doubts: [BriefQuestion]) {
        self.brief = brief
        questions = doubts.filter { $0.confidence < Self.leastConfidence }
    }

    /// How sure it is that the brief is what was meant, 0–1: that of the greatest doubt.
    package var confidence: Double { questions.map(\.confidence).min() ?? 1 }
}
