import Glibc
package import Imaging

/// Judges a picture by its pixels alone: what is broken, not what is pretty.
///
/// Each map from a measure to a fault is strictly monotone and has no ends, and each constant is the value of the measure at
/// which that criterion alone fails a picture (a fault of 1). They were set on photographs; `docs/review.md` has the figures.
package struct TechnicalReview: Sendable {
    package let settings: ReviewSettings

    package init(settings: ReviewSettings = ReviewSettings()) { self.settings = settings }

    /// Every technical criterion's score, and the score in all.
    package func judge(_ raster: Raster) -> (criteria: [Criterion: Double], score: Double) {
        judge(TechnicalMeasures(raster))
    }

    package func judge(_ measures: TechnicalMeasures) -> (criteria: [Criterion: Double], score: Double) {
        let faults = Self.faults(in: measures)
        let weighted = faults.map { $0.value.weighted(by: settings.weight(of: $0.key)) }.sorted()
        return (faults.mapValues(\.score), Fault.combined(weighted).score)
    }

    static func faults(in measures: TechnicalMeasures) -> [Criterion: Fault] {
        [
            .sharpness: sharpness(measures), .noise: noise(measures), .contrast: contrast(measures),
            .exposure: exposure(measures), .clipping: clipping(measures), .banding: banding(measures),
            .compression: compression(measures), .blankness: blankness(measures),
        ]
    }

    private static func sharpness(_ measures: TechnicalMeasures) -> Fault {
        let soft = pow(max(measures.softness + 0.15 * max(measures.fading, 0), 0.2) / 7.8, 4)
        return Fault.combined([Fault(soft), Fault(pow(measures.smoothness / 1.85, 6))])
    }

    private static func noise(_ measures: TechnicalMeasures) -> Fault {
        Fault(pow((measures.noise + 0.05) / 9.5, 1.5))
    }

    /// The range that noise alone would span is taken off.
    private static func contrast(_ measures: TechnicalMeasures) -> Fault {
        let range = measures.highlight - measures.shadow
        let grain = 6 * measures.noise
        let real = max(range * range - grain * grain, 0.09 * range * range).squareRoot()
        return Fault(pow(77 / (real + 0.5), 2))
    }

    /// Dark is a picture without highlights, or with hardly any light: a night scene with lamps is neither.
    ///
    /// Bright is one without much below white, or without shadows.
    private static func exposure(_ measures: TechnicalMeasures) -> Fault {
        let dim = pow(95 / (measures.highlight + 1), 3)
        let dark = pow(15 / (measures.mean + 0.5), 3)
        // Noise that is cut off at white darkens the mean by about half of itself, and is measured at little over half.
        let mean = max(measures.mean, min(measures.mean + measures.noise, 250))
        let bright = pow(45 / (256 - mean), 3)
        let lifted = pow(measures.shadow / 135, 4)
        return Fault.combined([dim, dark, bright, lifted].map { Fault($0) })
    }

    private static func clipping(_ measures: TechnicalMeasures) -> Fault {
        Fault((0.4 * measures.cutLight + 0.6 * measures.cutChannel) / 0.42)
    }

    /// Tones stretched by a factor leave one level in `factor` filled, so that the logarithm is the stretch's own.
    private static func banding(_ measures: TechnicalMeasures) -> Fault {
        let gaps = log(1 - min(measures.gapShare, 0.98)) / log(1 - 0.37)
        return Fault.combined([Fault(gaps), Fault(pow(14 / measures.tones, 2))])
    }

    private static func compression(_ measures: TechnicalMeasures) -> Fault {
        Fault.combined([
            Fault(pow(measures.coarseness / 2.9, 1.8)), Fault(pow(measures.seams / 2.2, 1.5)),
        ])
    }

    private static func blankness(_ measures: TechnicalMeasures) -> Fault { Fault(pow(measures.flatShare / 0.97, 8)) }
}
