package import Core

/// Work of a run that is still to be bought.
package struct OpenWork: Hashable, Sendable {
    /// Of one attempt.
    package let price: MicroDollars
    /// How many attempts it likely takes, in thousandths, from 1000.
    package let attemptThousandths: Int64

    package init(price: MicroDollars, attemptThousandths: Int64 = 1000) {
        self.price = price
        self.attemptThousandths = max(1000, attemptThousandths)
    }

    /// What it likely costs in all, rounded up.
    package var likely: MicroDollars {
        let (thousandths, overflow) = price.count.multipliedReportingOverflow(by: attemptThousandths)
        guard !overflow else { return MicroDollars(.max) }
        return MicroDollars(thousandths / 1000 + (thousandths % 1000 > 0 ? 1 : 0))
    }

    /// How many attempts an asset has taken on the average of a run so far, in thousandths; 1000 before the first is settled.
    package static func attemptThousandths(attempts: Int, settledAssets: Int) -> Int64 {
        guard settledAssets > 0 else { return 1000 }
        return max(1000, Int64(attempts) * 1000 / Int64(settledAssets))
    }
}
