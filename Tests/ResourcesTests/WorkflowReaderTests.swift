import Core
import Resources
import Testing

@Suite struct WorkflowReaderTests {
    let agents: Set<String> = ["image", "review", "compare", "deliver"]

    private func errors(_ tasks: String) -> [String] {
        do {
            _ = try WorkflowReader.read("kind: Workflow\nname: w\ntasks:\n" + tasks, file: "w.yml", agents: agents)
            return []
        } catch { return error.errors.map(\.description) }
    }

    @Test(arguments: [
        ("- id: a\n  uses: imgae\n", "w.yml:5:9: Unknown agent 'imgae'. Did you mean 'image'?"),
        ("- id: a\n  uses: image\n  need: [b]\n", "w.yml:6:3: Unknown key 'need'. Did you mean 'needs'?"),
        ("- id: a\n  uses: image\n  needs: [b]\n", "w.yml:6:11: Unknown task in 'needs': 'b'. Known are: a."),
        ("- id: a\n  uses: image\n  priority: 6\n", "w.yml:6:13: 'priority' must be a whole number from 1 to 5"),
        ("- id: a\n  uses: image\n  retry: {backoff: 2 days}\n", "w.yml:6:20: 'backoff' must be a duration"),
        ("- id: a\n  uses: image\n  when: brief.count >\n", "w.yml:6:22: Expected a value"),
        ("- id: a\n  uses: image\n  when: 'brief.count >'\n", "w.yml:6:23: Expected a value"),
        ("- id: a\n  uses: image\n  when: brief.cuont > 1\n", "w.yml:6:9: Unknown field of a brief 'cuont'."),
        ("- id: a\n  uses: image\n  when: 1 == 2\n", "w.yml:6:9: The task 'a' can never be reached"),
        ("- id: a\n  uses: image\n  when: outputs.b.ok\n- id: b\n  uses: image\n", "w.yml:6:9: The condition of 'a'"),
        (
            "- id: a\n  uses: image\n- id: a\n  uses: review\n",
            "w.yml:6:7: Two tasks have the id 'a', the first in line 4"
        ),
        ("- id: a\n  uses: image\n  needs: [a]\n", "w.yml:4:7: These tasks need each other, so none can start: a → a."),
        ("- uses: image\n", "w.yml:4:3: A task has no 'id'."),
        ("- id: a\n", "w.yml:4:3: A task has no 'uses'."),
        ("- just text\n", "w.yml:4:3: A task must be a mapping, found the text 'just text'."),
        ("- id: a\n  uses: image\n  foreach: assets\n", "w.yml:6:12: 'foreach' must be brief.assets"),
        (
            "- id: a\n  uses: image\n  foreach: brief.scenes\n  follows: [b]\n",
            "w.yml:7:13: Unknown task in 'follows': 'b'."
        ),
        (
            "- id: a\n  uses: image\n- id: b\n  uses: review\n  foreach: brief.scenes\n  follows: [a]\n",
            "w.yml:9:13: 'b' can't follow 'a'"
        ),
        ("- id: a\n  uses: image\n  follows: [a]\n", "w.yml:6:13: 'a' can't follow 'a'"),
        ("- id: ../a\n  uses: image\n", "w.yml:4:7: '../a' can't be an 'id'"),
        ("- id: a\n  uses: image\n  checkpoint: c\n  revises: b\n", "w.yml:7:12: Unknown task in 'revises': 'b'."),
        ("- id: a\n  uses: image\n  review: {regenerates: b}\n", "w.yml:6:25: Unknown task in 'regenerates': 'b'."),
    ])
    func refuses(tasks: String, expected: String) {
        let found = errors(tasks)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(expected) == true, "\(found)")
    }

    @Test func tellsAWholeCycleAndWhatItHoldsUp() {
        let found = errors(
            """
            - {id: a, uses: image, needs: [c]}
            - {id: b, uses: image, needs: [a]}
            - {id: c, uses: image, needs: [b]}
            - {id: d, uses: deliver, needs: [c]}
            - {id: e, uses: deliver}
            """)
        #expect(found.count == 2)
        #expect(found.first?.contains("a → c → b → a") == true)
        #expect(found.last?.contains("'d' can never start: it waits for 'c'") == true)
    }

    @Test func tellsEveryProblemAtOnceInOrder() {
        let found = errors(
            "- {id: a, uses: painter, priority: high}\n- {id: b, uses: review, needs: [z], when: 'x'}\n")
        #expect(found.map { $0.prefix(9) } == ["w.yml:4:1", "w.yml:4:3", "w.yml:5:3", "w.yml:5:4"])
    }

    @Test func refusesWhatIsNoWorkflow() {
        for text in ["", "kind: Story\nname: x\ntasks: []\n", "- a\n", "kind: Workflow\nname: w\n"] {
            #expect(throws: ResourceErrors.self) {
                try WorkflowReader.read(text, file: "w.yml", agents: agents)
            }
        }
    }

    @Test func readsEverythingATaskMaySay() throws {
        let text = """
            kind: Workflow
            name: w
            tasks:
              - {id: draw, uses: image, foreach: brief.assets, retry: {tries: 5, backoff: 500ms, longest: 1m}}
              - id: review
                uses: review
                needs: draw
                review: {regenerates: draw}
                priority: 1
                when: brief.count > 1
                with: {floor: 12, names: [a]}
            """
        let workflow = try WorkflowReader.read(text, file: "w.yml", agents: agents)
        let expected = try [
            WorkflowTask(
                id: "draw", uses: "image", forEach: .all,
                retry: RetryPolicy(tries: 5, backoff: .milliseconds(500), longest: .seconds(60))),
            WorkflowTask(
                id: "review", uses: "review", needs: ["draw"], condition: Condition(parsing: "brief.count > 1"),
                review: ReviewPolicy(regenerates: "draw"), priority: 1, parameters: ["floor": 12, "names": ["a"]]),
        ]
        #expect(workflow.tasks == expected)
        let edited = try WorkflowReader.read(text + "\n# more\n", file: "w.yml", agents: agents)
        #expect(edited.digest != workflow.digest)
    }
}
