package import Core

/// One asset of a run as reports list it: what was asked for, and what has become of it.
package struct AssetLine: Hashable, Sendable {
    package let item: BatchItem
    /// In order, the first one first.
    package let attempts: [AttemptView]
    package let state: AssetState

    package var selected: AttemptView? { attempts.first { $0.isSelected } }

    /// Short, and the same from the first report to the last; the file's own name is what links and paths show.
    package var name: String { item.key.text }

    /// What all its attempts cost.
    package var cost: MicroDollars { attempts.reduce(.zero) { $0 + $1.asset.cost } }
}
