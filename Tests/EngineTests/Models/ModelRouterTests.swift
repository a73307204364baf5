import Core
import Engine
import Testing

@Suite struct ModelRouterTests {
    private func chosen(_ route: ModelRoute) -> ModelChoice? {
        guard case .call(_, let choice) = route else { return nil }
        return choice
    }

    @Test func withoutAPriceNothingIsCalled() {
        let route = ModelRouter(tier: .fast).route([.test("a", price: nil)])
        guard case .none(let reason) = route else {
            Testing.Issue.record("called all the same: \(route)")
            return
        }
        #expect(reason.contains("a: no price is known"))
        #expect(ModelRouter(tier: .fast).route([]) == .none(reason: "no model is offered for it"))
    }

    @Test func aModelUnderTheWantedTierIsPassedOver() throws {
        let offers: [ModelOffer] = [.test("fast", .fast, quality: 1), .test("high", .high, quality: 0.1)]
        let choice = try #require(chosen(ModelRouter(tier: .balanced).route(offers)))
        #expect(choice.model == "high")
        #expect(choice.passedOver == ["fast": "it is of the fast tier"])
    }

    @Test func withMoneyTheBestOfTheWantedTierGoesFirst() throws {
        let offers: [ModelOffer] = [
            .test("cheap", quality: 0.6, price: 1), .test("best", quality: 0.9, price: 30),
            .test("dear", .high, quality: 1, price: 90),
        ]
        let choice = try #require(chosen(ModelRouter(tier: .balanced).route(offers)))
        #expect(choice.model == "best")
        #expect(choice.price == MicroDollars(30))
        #expect(choice.passedOver["cheap"] == "its quality is lower")
        #expect(choice.passedOver["dear"]?.contains("tier") == true)
    }

    @Test func withLittleMoneyTheCheapestGoesFirst() throws {
        var router = ModelRouter(tier: .balanced)
        router.isScarce = true
        let offers: [ModelOffer] = [.test("best", quality: 0.9, price: 30), .test("cheap", quality: 0.6, price: 1)]
        let choice = try #require(chosen(router.route(offers)))
        #expect(choice.model == "cheap")
        #expect(choice.passedOver["best"] == "0.00003 USD are more than 0.000001")
    }

    @Test func theModelThatTheBriefNamesWinsWhateverItsTier() throws {
        let offers: [ModelOffer] = [.test("best", .high, quality: 1), .test("named", .fast, quality: 0.1)]
        let choice = try #require(chosen(ModelRouter(tier: .high, wanted: "named").route(offers)))
        #expect(choice.model == "named")
        #expect(choice.reason == "the brief names it")
        #expect(choice.passedOver == ["best": "another one was asked for"])
    }

    @Test func amongEqualsTheAgentsFavouriteGoesFirst() throws {
        let offers: [ModelOffer] = [.test("z"), .test("a")]
        #expect(try #require(chosen(ModelRouter(tier: .fast).route(offers))).model == "z")
    }

    @Test func whatFailedOrIsSuspendedOrTooDearIsPassedOverWithItsReason() throws {
        var router = ModelRouter(tier: .balanced)
        router.failed = ["failed"]
        router.suspended = ["resting": Timestamp(milliseconds: 5)]
        router.room = MicroDollars(10)
        let offers: [ModelOffer] = [
            .test("failed"), .test("resting"), .test("dear", quality: 1, price: 11),
            .test("left", quality: 0, price: 10),
        ]
        let choice = try #require(chosen(router.route(offers)))
        #expect(choice.model == "left")
        #expect(choice.passedOver["failed"] == "it failed for this task")
        #expect(choice.passedOver["resting"]?.contains("suspended until") == true)
        #expect(choice.passedOver["dear"]?.contains("more than is left") == true)
    }

    @Test func whoStandsInForAModelThatRestsSaysForWhom() throws {
        var router = ModelRouter(tier: .balanced)
        let offers: [ModelOffer] = [.test("usual"), .test("dear", .high, price: 40), .test("poor", quality: 0.1)]
        #expect(try #require(chosen(router.route(offers))).standsInFor == nil)
        router.suspended = ["usual": Timestamp(milliseconds: 5)]
        #expect(try #require(chosen(router.route([offers[0], offers[1]]))).standsInFor == "usual")
        router.suspended = ["poor": Timestamp(milliseconds: 5)]
        #expect(try #require(chosen(router.route(offers))).standsInFor == nil)
        router.suspended = ["dear": Timestamp(milliseconds: 5)]
        #expect(try #require(chosen(router.route(offers))).standsInFor == nil, "nobody asked for it")
    }

    @Test func whereAllAreSuspendedTheTaskWaitsForTheFirst() {
        var router = ModelRouter(tier: .fast)
        router.suspended = ["a": Timestamp(milliseconds: 9), "b": Timestamp(milliseconds: 5)]
        #expect(router.route([.test("a"), .test("b")]) == .wait(for: "b", until: Timestamp(milliseconds: 5)))
    }

    @Test func whereAllAreTooDearTheLowestPriceIsTold() {
        var router = ModelRouter(tier: .fast)
        router.room = MicroDollars(-4)
        #expect(router.route([.test("a", price: 9), .test("b", price: 8)]) == .unaffordable(least: MicroDollars(8)))
        #expect(chosen(router.route([.test("a", price: 9), .test("free", price: 0)]))?.model == "free")
    }

    @Test func whatIsLostIsSaidWithTheChoice() throws {
        let route = ModelRouter(tier: .fast).route([.test("a", loss: "no seed is taken")])
        #expect(try #require(chosen(route)).loss == "no seed is taken")
    }
}
