/// What the command line asks for.
struct Options {
    static let usage = """
        simulate [COUNT] [--from SEED] [--every STEP] [--patience FAILURES]
          Runs COUNT seeds (1000 unless told), from SEED on (0), taking every STEPth (1); stops after so many FAILURES (1).
        simulate --seed SEED [--trace] [--sweep]
          Runs one seed, says what happens in it, or kills a process at each step of it in turn.
        """
    var count = 1000
    var first: UInt64 = 0
    var every: UInt64 = 1
    var patience = 1
    var seed: UInt64?
    var traces = false
    var sweeps = false

    /// Nil where the line makes no sense.
    init?(_ arguments: some Sequence<String>) {
        var rest = Array(arguments)[...]
        while let word = rest.popFirst() {
            switch word {
            case "--trace": traces = true
            case "--sweep": sweeps = true
            case "--from", "--every", "--patience", "--seed":
                guard let number = rest.popFirst().flatMap(UInt64.init) else { return nil }
                switch word {
                case "--from": first = number
                case "--every": every = max(1, number)
                case "--patience": patience = Int(clamping: number)
                default: seed = number
                }
            default:
                guard let number = Int(word), number >= 0 else { return nil }
                count = number
            }
        }
    }

    var numbers: [UInt64] { (0..<UInt64(count)).map { first + $0 * every } }
}
