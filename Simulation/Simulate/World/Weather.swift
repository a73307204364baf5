/// What goes wrong in a seed, and how often; chances are in a thousand.
struct Weather: Sendable {
    /// How many times a process or the whole machine dies.
    var crashes = 0
    /// How long a write or a read of the history may take, in milliseconds.
    var diskLatency = 0
    /// A write finds the disk full.
    var fullDisk = 0
    /// A write is made, but its writer is told that it failed.
    var liedWrite = 0
    /// The wall clock jumps, at any step.
    var clockJump = 0
    /// A service answers with a failure.
    var serviceFailure = 0
    /// A service does what it was asked for, and the answer is lost.
    var lostAnswer = 0
    /// How long a service may take, in milliseconds.
    var serviceLatency = 10
    /// A comment can't be posted, or is posted and the answer is lost.
    var trackerFailure = 0
    /// What was completed elsewhere is told again.
    var repeatedCompletion = 0
    /// At any step another process looks after one of the runs.
    var intruder = 0
    /// Whether one process alone may hold a run, as on one machine.
    var isLeased = true
    /// People decide otherwise than to go on, by what is no longer so, or against each other.
    var quarrel = 0
    /// People send back some of the pictures that go by one another.
    var sendBack = 0
    /// At any step people decide what is open.
    var haste = 0
    /// At any step a person or a signal stops a process.
    var signal = 0
    /// At any step a person ends a run.
    var cancel = 0
    /// Time passes though there is work to do.
    var slowProcessor = 0
    /// Which of the waiting jobs is next.
    var order = Order.any

    enum Order: Sendable, CaseIterable { case first, last, any, mostlyFirst }

    /// Nothing goes wrong, and jobs run in the order in which they came.
    static let calm = Weather(order: .first)

    init(order: Order) { self.order = order }

    init(chance: Chance) {
        func sometimes(_ permille: Int, _ value: @autoclosure () -> Int) -> Int {
            chance.happens(permille) ? value() : 0
        }
        crashes = [0, 1, 1, 2, 2, 3, 4][chance.below(7)]
        diskLatency = sometimes(400, [3, 50, 5_000][chance.below(3)])
        fullDisk = sometimes(200, chance.within(5...80))
        liedWrite = sometimes(150, chance.within(5...60))
        clockJump = sometimes(250, chance.within(2...30))
        serviceFailure = sometimes(500, chance.within(20...400))
        lostAnswer = sometimes(300, chance.within(20...200))
        serviceLatency = [0, 10, 1_000, 40_000][chance.below(4)]
        trackerFailure = sometimes(300, chance.within(20...500))
        repeatedCompletion = sometimes(400, 500)
        intruder = sometimes(300, chance.within(2...20))
        isLeased = !chance.happens(150)
        quarrel = sometimes(500, chance.within(50...600))
        sendBack = sometimes(800, chance.within(100...700))
        haste = sometimes(300, chance.within(1...8))
        signal = sometimes(200, chance.within(2...15))
        cancel = sometimes(80, chance.within(2...10))
        slowProcessor = sometimes(300, chance.within(10...200))
        order = Order.allCases[chance.below(Order.allCases.count)]
    }
}
