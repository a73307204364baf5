/// What a judge holds a picture against: its criteria, and what the points mean.
package struct Rubric: Hashable, Sendable {
    /// What a number of points from 0 to 100 stands for, the highest first.
    package struct Mark: Hashable, Sendable {
        package let points: Int
        package let means: String

        package init(_ points: Int, _ means: String) {
            self.points = points
            self.means = means
        }
    }

    package let scale: [Mark]
    /// In the order of the file; never empty, no name twice.
    package let criteria: [RubricCriterion]
    /// Of the file's text, so that every judgement says which rubric it went by.
    package let digest: String

    package init(scale: [Mark], criteria: [RubricCriterion], digest: String) {
        self.scale = scale
        self.criteria = criteria
        self.digest = digest
    }

    package subscript(name: String) -> RubricCriterion? { criteria.first { $0.name == name } }
}
