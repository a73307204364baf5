@testable import Resources

/// A file of a repository, as each resource that it can be.
enum YAMLTarget {
    static func read(_ input: [UInt8]) -> Bool {
        let text = String(decoding: input, as: UTF8.self)
        let file = "fuzz.yml"
        let root: YAMLNode
        do throws(ResourceError) { root = try YAMLDocument.parse(text, file: file) } catch {
            check(error, text)
            return true
        }
        report(text) { () throws(ResourceErrors) in _ = try SettingsReader.read(root, file: file) }
        report(text) { () throws(ResourceErrors) in _ = try ThresholdsReader.read(root, file: file) }
        report(text) { () throws(ResourceErrors) in _ = try PromptReader.read(root, file: file) }
        report(text) { () throws(ResourceErrors) in
            _ = try RubricReader.read(root, of: text, file: file, reserved: ["score"])
        }
        report(text) { () throws(ResourceErrors) in
            _ = try WorkflowReader.read(root, of: text, file: file, agents: ["image", "review", "deliver"])
        }
        report(text) { () throws(ResourceErrors) in _ = try ModelReader.read(root, file: file, providers: ["draft"]) }
        return true
    }

    private static func report(_ text: String, _ read: () throws(ResourceErrors) -> Void) {
        do throws(ResourceErrors) { try read() } catch {
            precondition(!error.errors.isEmpty, "a file was refused without a reason")
            for error in error.errors { check(error, text) }
        }
    }

    private static func check(_ error: ResourceError, _ text: String) {
        precondition(error.line >= 1 && error.column >= 1, "'\(error)' names no place")
        precondition(!error.message.isEmpty)
    }
}
