import Core
import Testing

@Suite struct SeedTableTests {
    private let base = Seed(hashing: "owner/name#12")

    @Test func theFirstAttemptOfTheFirstAssetHasTheBaseSeed() {
        let table = SeedTable(base: base, assets: [AssetKey("01"), AssetKey("02")], attempts: 3)
        #expect(table.seed(of: AssetKey("01"), attempt: 1) == base)
        #expect(table.seed(of: AssetKey("02"), attempt: 1) != base)
    }

    @Test func noPlaceInAListIsTheFirst() {
        let keys = ["a", "b", "c"].map { AssetKey($0) }
        let list = SeedTable(base: base, assets: keys, attempts: 2, isList: true)
        let moved = SeedTable(base: base, assets: [AssetKey("new")] + keys.reversed(), attempts: 2, isList: true)
        for key in keys {
            for attempt in 1...2 {
                #expect(list.seed(of: key, attempt: attempt) == moved.seed(of: key, attempt: attempt))
            }
        }
    }

    @Test func noSeedComesTwiceInARun() {
        let keys = (1...5_000).map { AssetKey("item-\($0)") }
        let table = SeedTable(base: base, assets: keys, attempts: 10)
        let seeds = keys.flatMap { key in (1...10).compactMap { table.seed(of: key, attempt: $0) } }
        #expect(seeds.count == 50_000)
        #expect(Set(seeds).count == 50_000)
    }

    @Test func aSeedDependsOnItsOwnAssetAndNotOnItsPlace() {
        let one = SeedTable(base: base, assets: ["a", "b", "c"].map { AssetKey($0) }, attempts: 2)
        let other = SeedTable(base: base, assets: ["a", "c"].map { AssetKey($0) }, attempts: 2)
        #expect(one.seed(of: AssetKey("c"), attempt: 2) == other.seed(of: AssetKey("c"), attempt: 2))
    }

    @Test func beyondTheTableThereIsNoSeed() {
        let table = SeedTable(base: base, assets: [AssetKey("01")], attempts: 2)
        #expect(table.seed(of: AssetKey("01"), attempt: 3) == nil)
        #expect(table.seed(of: AssetKey("01"), attempt: 0) == nil)
        #expect(table.seed(of: AssetKey("99"), attempt: 1) == nil)
    }

    @Test(arguments: [-1, 1 << 31, .max]) func aSeedOutOfRangeIsNone(value: Int) { #expect(Seed(value) == nil) }
}
