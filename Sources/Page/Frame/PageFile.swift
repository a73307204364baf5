import Core
import Crypto

/// A file of the page that is the same for everybody; its address changes with what is in it.
package struct PageFile: Sendable {
    package let name: String
    package let type: String
    package let bytes: [UInt8]
    private let mark: String

    private init(_ name: String, _ type: String, _ bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
        mark = String(SHA256.digest(of: bytes).hex.prefix(12))
    }

    package static let style = PageFile("page.css", "text/css; charset=utf-8", PackageResources.page_css)
    package static let script = PageFile("page.js", "text/javascript; charset=utf-8", PackageResources.page_js)
    package static let icon = PageFile("icon.svg", "image/svg+xml", PackageResources.icon_svg)
    package static let all = [style, script, icon]

    /// From the root, with a mark of its content, so that it may be kept for good.
    package var address: String { "/\(name)?\(mark)" }
}
