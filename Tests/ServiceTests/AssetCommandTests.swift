import Content
import Core
import Engine
import GitHub
import Service
import Testing

/// `/regenerate` and `/pick`: what a person says about one asset while its gate is open.
@Suite struct AssetCommandTests {
    /// Two attempts of asset 01, one of 02; the newer one of 01 is chosen.
    private func waiting() throws -> Situation {
        try Situation().running([Situation.approval], made: [("01", 1, 90), ("01", 2, 95), ("02", 1, 90)])
    }

    @Test func oneAssetIsMadeAgainWithASeedAndAPromptOfItsOwn() throws {
        let decision = try #require(
            try waiting().saying("/regenerate 01 seed=7 prompt=a taller tower").decisions.first)
        #expect(decision.kind == .reject && decision.assets == [AssetKey("01")])
        #expect(
            decision.records == [
                AssetSetAside(key: AssetKey("01"), through: 2).record,
                AssetWish(key: AssetKey("01"), attempt: 3, seed: Seed(7), prompt: "a taller tower").record,
            ])
        let plain = try #require(try waiting().saying("/regenerate 02").decisions.first)
        #expect(plain.records == [AssetSetAside(key: AssetKey("02"), through: 1).record])
    }

    @Test func anotherAttemptIsPicked() throws {
        let decision = try #require(try waiting().saying("/pick 01 1").decisions.first)
        #expect(decision.kind == .supply && decision.records == [AssetPicked(key: AssetKey("01"), attempt: 1).record])
        for (text, reason) in [
            ("/pick 01 2", "chosen already"), ("/pick 01 7", "it has 1, 2"), ("/pick 03 1", "no asset"),
        ] {
            let refused = try waiting().saying(text)
            #expect(refused.decisions.isEmpty && refused.said.first?.contains(reason) == true, "\(text)")
        }
        let both = try waiting().saying("/pick 01 1\n/approve")
        #expect(both.decisions.map(\.kind) == [.supply], "what comes of it has not been looked at")
    }

    @Test func onlyIsAWordBehindTheAsset() throws {
        for text in ["/regenerate 01 only seed=7", "/reject 01 only", "/revise 01 only: bluer", "/pick 01 1 only"] {
            let decision = try #require(try waiting().saying(text).decisions.first, "\(text)")
            #expect(decision.assets == [AssetKey("01")], "\(text)")
        }
        #expect(try waiting().saying("/pick 01 1 please").decisions.isEmpty)
    }

    @Test func thereMustBeSomethingToChooseFrom() throws {
        for text in ["/regenerate 01", "/pick 01 1"] {
            let busy = try Situation().running(status: .running).saying(text)
            #expect(busy.decisions.isEmpty && busy.said.first?.contains("looked at") == true)
            let early = try waiting().saying(text, at: Situation.now + .seconds(-90))
            #expect(early.decisions.isEmpty && early.said.first?.contains("opened after") == true)
        }
        let none = try Situation().running([Situation.approval]).saying("/regenerate 01")
        #expect(none.decisions.isEmpty && none.said.first?.contains("Nothing has been made") == true)
    }

    @Test func aPickGoesBeforeTheScoreUntilItIsSetAside() throws {
        let key = AssetKey("01")
        let board = try #require(try waiting().facts.run?.view?.board)
        let picked = AssetHistory(board.records + [AssetPicked(key: key, attempt: 1).record])
        #expect(picked.selected(of: key)?.attempt == 1)
        let aside = AssetHistory(
            board.records + [
                AssetPicked(key: key, attempt: 1).record, AssetSetAside(key: key, through: 2).record,
            ])
        #expect(aside.selected(of: key)?.attempt == 2)
        let gone = AssetHistory(board.records + [AssetPicked(key: key, attempt: 9).record])
        #expect(gone.selected(of: key)?.attempt == 2)
    }
}
