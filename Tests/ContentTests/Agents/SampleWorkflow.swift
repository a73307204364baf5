import Core

/// The shipped workflow of pictures, as values.
enum SampleWorkflow {
    static let image = Workflow(
        name: "image",
        tasks: [
            WorkflowTask(id: "draw", uses: "image", forEach: .all),
            WorkflowTask(
                id: "review", uses: "review", needs: ["draw"], forEach: .all,
                review: ReviewPolicy(regenerates: "draw")),
            WorkflowTask(
                id: "compare", uses: "compare", needs: ["review"], review: ReviewPolicy(regenerates: "draw")),
            WorkflowTask(id: "deliver", uses: "deliver", needs: ["review", "compare"]),
        ], digest: "d")
}
