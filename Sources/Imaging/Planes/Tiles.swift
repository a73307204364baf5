/// What was summed over the square tiles of a plane, row by row.
package struct Tiles<Sum: Sendable>: Sendable {
    package let columns: Int
    package let rows: Int
    /// How many pixels each sum is of.
    package let pixels: Int
    package let sums: [Sum]
}
