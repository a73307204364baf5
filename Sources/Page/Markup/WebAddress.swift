/// An address from outside that may be linked: `https` or `http`, and of characters alone that an address is written in.
package struct WebAddress: Hashable, Sendable {
    package let text: String

    package init?(_ text: String) {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 2_000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"<>\"'\\`^{|}".utf8.contains($0) })
        else { return nil }
        self.text = text
    }
}
