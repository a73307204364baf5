/// A key of a mapping, where it stands, and its value.
package struct YAMLMember: Hashable, Sendable {
    package let key: String
    package let mark: YAMLMark
    package let value: YAMLNode

    package init(key: String, mark: YAMLMark, value: YAMLNode) {
        self.key = key
        self.mark = mark
        self.value = value
    }
}
