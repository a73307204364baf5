/// Which strategy answers which failed criteria, as data: document 003's `auto_fix` and its table of degradations.
package struct RecoveryTable: Hashable, Sendable {
    /// What other words can do about one criterion.
    package struct Tuning: Hashable, Sendable {
        package let negative: [String]
        package let emphasise: [String]

        package init(negative: [String] = [], emphasise: [String] = []) {
            self.negative = negative
            self.emphasise = emphasise
        }
    }

    /// By the criterion that failed: faults of the surface have negative words, what was asked for gets more weight.
    package var tunings: [String: Tuning]
    /// Criteria that a model meets or does not: only another one helps.
    package var swaps: Set<String>
    package var degradations: [Degradation]
    /// From so many failures on something poorer takes the place (`retry_count >= 2`).
    package var degradesFrom: Int
    /// From so many on a person is asked (`retry_count >= 3`).
    package var escalatesFrom: Int

    package init(
        tunings: [String: Tuning] = Self.standardTunings, swaps: Set<String> = Self.standardSwaps,
        degradations: [Degradation] = Self.standardDegradations, degradesFrom: Int = 2, escalatesFrom: Int = 3
    ) {
        self.tunings = tunings
        self.swaps = swaps
        self.degradations = degradations
        self.degradesFrom = degradesFrom
        self.escalatesFrom = escalatesFrom
    }

    /// What to do after `failures` tries that failed before this one, where `failed` are the criteria that did this time.
    ///
    /// In document 003's order: a person, other words, another model, something poorer, the same again. What is poorer than
    /// `work` comes from the table; without it that step is passed over.
    package func strategy(
        failed: Set<String>, failures: Int, work: Degradation.Work? = nil
    ) -> RecoveryStrategy {
        if failures >= escalatesFrom { return .askPerson }
        let known = failed.sorted().compactMap { tunings[$0] }
        if !known.isEmpty {
            return .adjustPrompt(
                negative: Self.distinct(known.flatMap(\.negative)),
                emphasise: Self.distinct(known.flatMap(\.emphasise)))
        }
        if !swaps.isDisjoint(with: failed) { return .modelSwap }
        if failures >= degradesFrom, let work, let step = degradation(of: work) { return .lowerQuality(step) }
        return .retry
    }

    /// One step down; nil where there is none.
    package func degradation(of work: Degradation.Work) -> Degradation? { degradations.first { $0.from == work } }

    package static let standardTunings: [String: Tuning] = [
        "clipSimilarity": Tuning(negative: ["blurry", "distorted"], emphasise: ["subject", "style"]),
        "sharpness": Tuning(negative: ["blurry", "out of focus"]),
        "noise": Tuning(negative: ["noisy", "grainy"]),
        "exposure": Tuning(negative: ["underexposed", "overexposed"]),
        "clipping": Tuning(negative: ["blown highlights"]),
        "contrast": Tuning(negative: ["washed out", "low contrast"]),
        "blankness": Tuning(negative: ["empty", "blank background"], emphasise: ["subject"]),
        "palette": Tuning(emphasise: ["palette"]),
        "paletteDistance": Tuning(emphasise: ["palette"]),
        "adherence": Tuning(emphasise: ["subject", "setting", "style"]),
        "composition": Tuning(negative: ["cropped subject", "cluttered"], emphasise: ["composition"]),
        "textLegibility": Tuning(negative: ["garbled letters", "misspelt words"], emphasise: ["lettering"]),
        "anatomy": Tuning(negative: ["malformed hands", "extra limbs", "distorted faces"], emphasise: ["anatomy"]),
        "artefacts": Tuning(negative: ["smears", "seams", "watermark"]),
        "musicMood": Tuning(emphasise: ["mood"]),
        "opticalFlow": Tuning(negative: ["flicker", "jitter"]),
    ]

    /// What the coder or the model's own limits decide.
    package static let standardSwaps: Set<String> = [
        "faceIdentity", "size", "aspect", "fileType", "compression", "banding", "temporalCoherence", "lipSync",
        "wordErrorRate",
    ]

    package static let standardDegradations: [Degradation] = [
        Degradation(from: .finalVideo, to: .previewVideo, effect: "a lower resolution"),
        Degradation(from: .previewVideo, to: .stillWithMotion, effect: "a still picture that the camera moves over"),
        Degradation(from: .music, to: .stockMusic, effect: "music that was not made for it"),
        Degradation(from: .voice, to: .fallbackVoice, effect: "a plainer voice"),
    ]

    private static func distinct(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }
}
