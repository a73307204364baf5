package import Core

/// What a run would reuse instead of buying it again, as far as can be told before: of each asset's first attempt.
package struct ReuseForecast: Hashable, Sendable {
    /// Whose prompts have been rewritten by all steps.
    package var prompts: Set<AssetKey> = []
    /// Whose pictures or videos have been made.
    package var files: Set<AssetKey> = []
    /// Whose pictures have been judged by everybody who would be asked.
    package var judgements: Set<AssetKey> = []

    package static let none = ReuseForecast()

    package init() {}

    /// Whether a task of the plan would cost nothing for that.
    package func covers(_ task: PlanTask) -> Bool {
        guard let key = task.asset else { return false }
        return switch task.uses {
        case OptimiseAgent.uses: prompts.contains(key)
        case ImageAgent.uses, VideoAgent.uses: files.contains(key)
        case JudgeAgent.uses: judgements.contains(key)
        default: false
        }
    }
}
