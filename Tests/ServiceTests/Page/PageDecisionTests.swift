import Content
import Core
import Engine
import Testing

@testable import Service

/// What forms about one asset come to.
@Suite struct PageDecisionTests {
    private static let decider = Decider(source: .api, login: "maintainer", role: "write")

    /// Two attempts of asset 01, one of 02; the newer one of 01 is chosen.
    private func reading(
        _ fields: [(String, String)], gate: Gate = Situation.approval, author: String = "ada",
        mayApproveOwn: Bool = true
    ) throws -> PageDecision {
        let situation = try Situation().running(
            [gate], author: author, mayApproveOwn: mayApproveOwn,
            made: [("01", 1, 90), ("01", 2, 95), ("02", 1, 90)])
        let hidden = [("gate", gate.id.text), ("shown", gate.shown)]
        return PageDecision(
            form: FormFields((hidden + fields).map { (name: $0.0, value: $0.1) }),
            run: try #require(situation.facts.run), decider: Self.decider)
    }

    private func refusal(_ fields: [(String, String)], gate: Gate = Situation.approval) throws -> PageRefusal {
        try #require(throws: PageRefusal.self) { try reading(fields, gate: gate).decision() }
    }

    @Test func anotherAttemptIsChosen() throws {
        let reading = try reading([("kind", "pick"), ("asset", "01"), ("attempt", "1")])
        let decision = try reading.decision()
        #expect(decision.kind == .supply && decision.by == Self.decider && decision.assets == [AssetKey("01")])
        #expect(decision.records == [AssetPicked(key: AssetKey("01"), attempt: 1).record])
        #expect(reading.key != (try self.reading([("kind", "pick"), ("asset", "01"), ("attempt", "2")]).key))
    }

    @Test func oneAssetIsMadeAgainWithWordsOfItsOwn() throws {
        let wish = [("kind", "regenerate"), ("asset", "01"), ("seed", " 7 "), ("prompt", "a taller\r\ntower \u{202e}")]
        let decision = try reading(wish).decision()
        #expect(decision.kind == .reject && decision.assets == [AssetKey("01")])
        #expect(
            decision.records == [
                AssetSetAside(key: AssetKey("01"), through: 2).record,
                AssetWish(key: AssetKey("01"), attempt: 3, seed: Seed(7), prompt: "a taller\ntower").record,
            ] || decision.records.last?.payload["prompt"]?.string?.hasPrefix("a taller\ntower") == true)
        let plain = try reading([("kind", "regenerate"), ("asset", "02"), ("seed", ""), ("prompt", " \n")]).decision()
        #expect(plain.records == [AssetSetAside(key: AssetKey("02"), through: 1).record])
    }

    @Test(arguments: [
        [("kind", "pick"), ("asset", "01"), ("attempt", "2")], [("kind", "pick"), ("asset", "01"), ("attempt", "7")],
        [("kind", "pick"), ("asset", "01"), ("attempt", "x")], [("kind", "pick"), ("asset", "01")],
        [("kind", "regenerate"), ("asset", "01"), ("seed", "-1")],
        [("kind", "regenerate"), ("asset", "01"), ("seed", "2147483648")],
        [("kind", "regenerate"), ("asset", "01"), ("seed", "seven")],
        [("kind", "regenerate"), ("asset", "01"), ("prompt", String(repeating: "x", count: 4_001))],
        [("kind", "supply"), ("asset", "01")],
    ])
    func whatCanNotBeDoneIsSaid(fields: [(String, String)]) throws {
        let refusal = try refusal(fields)
        #expect(refusal.status == 422 && !refusal.text.contains("`"), "\(refusal.text)")
    }

    @Test(arguments: [
        [("kind", "pick"), ("asset", "03"), ("attempt", "1")], [("kind", "pick"), ("attempt", "1")],
        [("kind", "pick"), ("asset", "01"), ("asset", "02"), ("attempt", "1")], [("kind", "regenerate")],
    ])
    func formsThatThePageDoesNotHaveAreNotRead(fields: [(String, String)]) throws {
        #expect(try refusal(fields).status == 400)
    }

    @Test func aGateThatShowsNoAssetsTakesNeither() throws {
        let plan = Situation.gate("approval/plan", .approval, [.approve, .revise, .reject, .end])
        #expect(try refusal([("kind", "pick"), ("asset", "01"), ("attempt", "1")], gate: plan).status == 422)
        #expect(try refusal([("kind", "regenerate"), ("asset", "01")], gate: plan).status == 400)
        let money = Situation.gate("budget", .budget, [.budget, .accept, .end])
        #expect(try refusal([("kind", "regenerate"), ("asset", "01")], gate: money).status == 422)
    }

    @Test func whoAskedForARunDoesNotHaveItSpendMore() throws {
        func status(_ kind: String) throws -> UInt32? {
            let reading = try reading(
                [("kind", kind), ("asset", "01"), ("attempt", "1")], author: "Maintainer", mayApproveOwn: false)
            do throws(PageRefusal) { _ = try reading.decision() } catch { return error.status }
            return nil
        }
        #expect(try status("regenerate") == 403)
        #expect(try status("pick") == nil, "choosing costs nothing")
    }

    @Test func aFileStandsBehindTheLastAttemptOrInPlaceOfWhatFailed() throws {
        #expect(try reading([("asset", "01")]).place().attempt == 3)
        let failed = Situation.gate(
            "humanReview/draw/02", .humanReview, [.approve, .accept, .supply, .end], task: "draw/02")
        #expect(try reading([("asset", "02")], gate: failed).place().asset == AssetKey("02"))
        for fields in [[("asset", "01")], [], [("asset", "01"), ("asset", "02")]] {
            #expect(throws: PageRefusal.self) { try reading(fields, gate: failed).place() }
        }
        let plan = Situation.gate("approval/plan", .approval, [.approve, .end])
        #expect(throws: PageRefusal.self) { try reading([("asset", "01")], gate: plan).place() }
    }
}
