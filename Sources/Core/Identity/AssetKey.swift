/// What names an asset within its run, whatever its attempt: `01`, or the identifier of a batch item.
package struct AssetKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String
    package var description: String { text }

    package init(_ text: String) { self.text = text }

    /// FNV-1a over the UTF-8 bytes: stable between processes and releases, unlike `hashValue`.
    package var digest: UInt64 { StableHash.of(text) }

    package static func < (left: AssetKey, right: AssetKey) -> Bool { left.text < right.text }
}
