package import Core

/// What only some tasks have: models, detours and gates; kept aside, so that a plain task costs nothing for it.
package struct TaskCourse: Hashable, Sendable {
    /// The model of the try at work or the last one.
    package internal(set) var model: String?
    /// What is lost with that model against what was asked for; nil where nothing is.
    package internal(set) var loss: String?
    /// The model that it was called in place of, as that one was left alone just then; nil where it was called for its own sake.
    package internal(set) var standsInFor: String?
    /// Whether the try at work may simply be made again.
    package internal(set) var isRepeatable = true
    /// When the try at work began that may not simply be made again: a search for what it began starts there.
    package internal(set) var begunAt: Timestamp?
    /// The models that were given up for this task.
    package internal(set) var failedModels: [String] = []
    /// What was tried instead, in order.
    package internal(set) var detours: [RecoveryStep] = []
    /// The tries before the last detour.
    package internal(set) var earlierTries = 0
    /// The tries that were given up with money of unknown outcome, as long as no answer has come.
    package internal(set) var lost: [LostTry] = []
    /// What came late of them, and was not taken.
    package internal(set) var late: [LateOutput] = []
    /// What people asked for.
    package internal(set) var notes: [String] = []
    /// The gate that it stands behind; nil: none, or no more.
    package internal(set) var gate: GateID?
    /// The digest of what was approved for it; another one must be approved anew.
    package internal(set) var approved: String?
}
