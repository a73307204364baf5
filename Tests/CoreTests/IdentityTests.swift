import Core
import Testing

@Suite struct IdentityTests {
    @Test func aRunsNameSortsByTimeAndRefusesAnothers() throws {
        var bits = SplitMix64(seed: 1)
        let early = RunID(at: Timestamp(milliseconds: 1_700_000_000_000), using: &bits)
        let late = RunID(at: Timestamp(milliseconds: 1_700_000_000_001), using: &bits)
        #expect(early < late)
        #expect(RunID(early.text) == early)
        #expect(RunID("task_" + early.text.dropFirst(4)) == nil)
        #expect(RunID("run_") == nil)
        #expect(RunID(early.text.uppercased()) == nil)
    }

    @Test(arguments: [
        ("octo-org/assets#12", IssueIdentity.github(repository: "octo-org/assets", number: 12)),
        ("/tmp/a#b.md", .file(path: "/tmp/a#b.md")),
    ])
    func anIssuesIdentityComesBackFromItsText(text: String, identity: IssueIdentity) {
        #expect(IssueIdentity(text) == identity)
        #expect(identity.description == text)
    }

    @Test(arguments: ["", "12", "a/b", "a/b#0", "a/b#x", "a/../b#1", "a b/c#1", "../x#1"])
    func whatIsNoIdentityIsNone(text: String) { #expect(IssueIdentity(text) == nil) }

    @Test(arguments: [
        ("Lighthouse Posters!", "lighthouse-posters"), ("  ../../etc  ", "etc"), ("日本", "untitled"),
        ("a--b__c", "a-b-c"),
    ])
    func aSlugIsSafeEverywhere(text: String, slug: String) { #expect(Slug.of(text) == slug) }

    @Test func aMarkerCountsAsTheFirstLineOnly() {
        let marker = CommentMarker.brief
        #expect(marker.marks(marker.line + "\nbody"))
        #expect(!marker.marks("> " + marker.line))
        #expect(!marker.marks("text\n" + marker.line))
    }

    @Test(arguments: [
        (MicroDollars(0), "0.00"), (MicroDollars(1_250_000), "1.25"), (MicroDollars(3_500), "0.0035"),
        (MicroDollars(-1), "-0.000001"),
    ])
    func moneyReadsAsPeopleWriteIt(amount: MicroDollars, text: String) { #expect(amount.description == text) }
}
