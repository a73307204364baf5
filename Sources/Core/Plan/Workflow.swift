/// A template of a DAG, read from YAML in `Resources` and expanded for a brief in `Engine`.
package struct Workflow: Hashable, Sendable {
    package let name: String
    package let tasks: [WorkflowTask]
    /// Of the file's bytes, so that an edited workflow is a changed one.
    package let digest: String

    package init(name: String, tasks: [WorkflowTask], digest: String) {
        self.name = name
        self.tasks = tasks
        self.digest = digest
    }
}
