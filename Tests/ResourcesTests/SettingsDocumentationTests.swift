import Foundation
import Resources
import Testing

@Suite struct SettingsDocumentationTests {
    @Test func theDocumentedFileIsTheDefaults() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/settings.md"), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        let start = try #require(lines.firstIndex(of: "```yaml"))
        let example = lines[(start + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
        #expect(example.contains("shutdownGrace"))
        #expect(try SettingsReader.read(example, file: "docs/settings.md") == Settings())
    }
}
