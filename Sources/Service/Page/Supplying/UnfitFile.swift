/// Why a file that a person has brought can't stand in an asset's place: a sentence.
package struct UnfitFile: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) { self.reason = reason }
}
