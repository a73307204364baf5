import Core
import Foundation
import Resources

/// An issue form as GitHub renders its answers: `### Label`, a blank line, the answer.
struct RenderedForm {
    struct Field {
        let type: String
        let label: String
        let options: [String]
        let render: String?
        let isRequired: Bool
    }

    let root: YAMLNode
    let fields: [Field]

    init(_ text: String, file: String) throws {
        root = try YAMLDocument.parse(text, file: file)
        fields = (root["body"]?.elements ?? []).compactMap { node in
            guard let type = node["type"]?.text, type != "markdown" else { return nil }
            let attributes = node["attributes"]
            let options = (attributes?["options"]?.elements ?? []).compactMap { $0.text ?? $0["label"]?.text }
            return Field(
                type: type, label: attributes?["label"]?.text ?? "", options: options,
                render: attributes?["render"]?.text,
                isRequired: node["validations"]?["required"]?.json.bool ?? false)
        }
    }

    /// `answer` gives the text for a field; nil leaves it empty, as people mostly do.
    func body(_ answer: (Field) -> String?) -> String {
        fields.map { field in
            var text = answer(field) ?? "_No response_"
            switch field.type {
            case "checkboxes":
                let ticked = answer(field)
                text = field.options.map { "- [\($0 == ticked ? "x" : " ")] \($0)" }.joined(separator: "\n")
            case "dropdown": text = answer(field) ?? field.options.first ?? "_No response_"
            default:
                if let render = field.render, answer(field) != nil { text = "```\(render)\n\(text)\n```" }
            }
            return "### \(field.label)\n\n\(text)"
        }.joined(separator: "\n\n")
    }
}
