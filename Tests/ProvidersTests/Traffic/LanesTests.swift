import Testing

@testable import Providers

@Suite struct LanesTests {
    private let model = Lanes.Lane(name: "model", most: 2)
    private let other = Lanes.Lane(name: "other", most: 2)
    private let host = Lanes.Lane(name: "host", most: 3)

    @Test func noMoreThanALaneHoldsAreUnderWayAndTheFirstToComeGoesFirst() {
        var lanes = Lanes()
        #expect(lanes.enter(1, [model]) == [1])
        #expect(lanes.enter(2, [model]) == [2])
        #expect(lanes.enter(3, [model]) == [])
        #expect(lanes.enter(4, [model]) == [])
        #expect(lanes.leave([model]) == [3])
        #expect(lanes.leave([model]) == [4])
        #expect(lanes.leave([model]) == [])
    }

    @Test func allLanesMustHaveRoomAndNoneIsTakenMeanwhile() {
        var lanes = Lanes()
        #expect(lanes.enter(1, [model, host]) == [1])
        #expect(lanes.enter(2, [model, host]) == [2])
        #expect(lanes.enter(3, [model, host]) == [])
        // The one who waits for the model does not keep the host's last place from another model.
        #expect(lanes.enter(4, [other, host]) == [4])
        #expect(lanes.enter(5, [other, host]) == [])
        #expect(lanes.leave([other, host]) == [5])
        #expect(lanes.leave([model, host]) == [3])
    }

    @Test func aCallerWhoSeesAWiderLaneDoesNotOvertakeOneWhoWaitsForIt() {
        var lanes = Lanes()
        for number in 1...3 { #expect(lanes.enter(number, [host]) == [number]) }
        #expect(lanes.enter(4, [host]) == [])
        #expect(lanes.enter(5, [Lanes.Lane(name: "host", most: 9)]) == [])
        #expect(lanes.leave([host]) == [4, 5])
    }

    @Test func whoGivesUpMakesRoomForThoseBehind() {
        var lanes = Lanes()
        _ = lanes.enter(1, [model, host])
        _ = lanes.enter(2, [model, host])
        _ = lanes.enter(3, [model, host])
        _ = lanes.enter(4, [model])
        #expect(lanes.giveUp(3) == [])
        #expect(lanes.leave([model, host]) == [4])
    }

    @Test func afterAllHaveLeftItIsAsNew() {
        var lanes = Lanes()
        _ = lanes.enter(1, [model])
        _ = lanes.leave([model])
        #expect(lanes == Lanes())
    }
}
