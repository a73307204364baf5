/// How much each criterion counts, and how low it may fall without a warning.
package struct ReviewSettings: Hashable, Sendable {
    /// The part of the points that a criterion may take: all for 1, as for those not named; none for 0.
    package var weights: [Criterion: Double]
    /// A picture that passes with a criterion under its floor is a warning; those not named have none.
    package var floors: [Criterion: Double]
    /// Perceptual hashes that differ in at most this many of 64 bits are of the same picture.
    package var duplicateDistance: Int
    /// What a score must reach where nothing was asked for.
    package var threshold: Double

    package init(
        weights: [Criterion: Double] = Self.standardWeights, floors: [Criterion: Double] = Self.standardFloors,
        duplicateDistance: Int = 8, threshold: Double = 80
    ) {
        self.weights = weights
        self.floors = floors
        self.duplicateDistance = duplicateDistance
        self.threshold = threshold
    }

    /// A palette may take 30 points: none of its colours fails a picture, half of them is worth a warning.
    package static let standardWeights: [Criterion: Double] = [.palette: 0.3]

    package static let standardFloors: [Criterion: Double] = [.palette: 60, .aspect: 80, .distinctness: 80]

    func weight(of criterion: Criterion) -> Double { min(max(weights[criterion] ?? 1, 0), 1) }
    func floor(of criterion: Criterion) -> Double { floors[criterion] ?? 0 }
}
