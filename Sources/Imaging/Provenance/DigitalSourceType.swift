/// How media came about, in the words of the IPTC's vocabulary.
///
/// Source: IPTC Digital Source Type NewsCodes, http://cv.iptc.org/newscodes/digitalsourcetype/ (read 2026-11).
package enum DigitalSourceType: String, Hashable, Sendable, CaseIterable {
    /// Made by a plain algorithm, without a model that was trained on anything.
    case algorithmicMedia
    /// Made by a trained model.
    case trainedAlgorithmicMedia

    package var uri: String { "http://cv.iptc.org/newscodes/digitalsourcetype/\(rawValue)" }
}
