/// Sine and cosine from the same polynomial on every machine, so that a picture is the same everywhere.
extension Double {
    /// By Bhaskara's approximation, right to 0.002.
    var sine: Double {
        var turn = (self / (2 * .pi)).truncatingRemainder(dividingBy: 1)
        if turn < 0 { turn += 1 }
        let half = turn < 0.5 ? turn : turn - 0.5
        let product = 4 * half * 2 * (1 - half * 2)
        let value = 4 * product / (5 - product)
        return turn < 0.5 ? value : -value
    }

    var cosine: Double { (self + .pi / 2).sine }
}
