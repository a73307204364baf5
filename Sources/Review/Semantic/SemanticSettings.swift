/// How a judge's scores count; what is not set is as the rubric has it.
package struct SemanticSettings: Hashable, Sendable {
    /// By criterion, from 0; `semantic` is the part of the points that the judge may take in all, 0 to 1.
    package var weights: [String: Double]
    /// By criterion, 0–100.
    package var floors: [String: Double]
    /// Within so many points of the threshold a judge is asked a second time; 0 for never.
    package var band: Double
    /// Two judges further apart than so many points disagree.
    package var margin: Double

    package init(
        weights: [String: Double] = [:], floors: [String: Double] = [:], band: Double = 5, margin: Double = 20
    ) {
        self.weights = weights
        self.floors = floors
        self.band = band
        self.margin = margin
    }

    /// The name under which the judge's part as a whole has its weight.
    package static let whole = "semantic"
}
