/// One thing that a judge looks at in a picture.
package struct RubricCriterion: Hashable, Sendable {
    /// In lower camel case: `adherence`, `textLegibility`.
    package let name: String
    /// What the judge is asked, in a sentence or two.
    package let asks: String
    /// How much it counts among the judge's criteria, from 0.
    package let weight: Double
    /// What it must reach by itself, 0–100; a picture that passes without is a warning.
    package let floor: Double

    package init(name: String, asks: String, weight: Double = 1, floor: Double = 0) {
        self.name = name
        self.asks = asks
        self.weight = weight
        self.floor = floor
    }
}
