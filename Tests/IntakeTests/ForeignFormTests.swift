import Core
import Foundation
import Intake
import Testing

/// Issues that were written with somebody else's form are read as prose, headings and all.
@Suite struct ForeignFormTests {
    @Test(.enabled(if: RepositoryFiles.foreignForms != nil, "shared/fixtures/issue-forms is missing"))
    func somebodyElsesFormIsProse() throws {
        let folder = try #require(RepositoryFiles.foreignForms)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yml") }
        #expect(!names.isEmpty)
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let form = try RenderedForm(text, file: name)
            let body = form.body { $0.type == "checkboxes" ? $0.options.first : "Words about \($0.label)" }
            let issue = Core::Issue(
                identity: .github(repository: "ada/art", number: 7), title: "[Bug]: It breaks", body: body)
            let brief = try BriefReader().read(issue)
            #expect(brief.prompt.hasPrefix("It breaks\n\n### "), "\(name)")
            #expect(brief.count == 1 && brief.kind == .image && brief.style == nil, "\(name)")
            let last = try #require(form.fields.last { ["input", "textarea"].contains($0.type) })
            #expect(brief.prompt.contains("Words about \(last.label)"), "\(name)")
        }
    }
}
