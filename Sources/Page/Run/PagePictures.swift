/// How large the small pictures of attempts are.
package enum PagePictures {
    /// Pixels of the longest side as it is shown; they are made twice as large, for fine screens.
    package static let side = 220
}
