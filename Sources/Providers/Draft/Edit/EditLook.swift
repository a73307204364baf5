import Core

/// How an edit treats colours and edges, by the words and the seed.
struct EditLook {
    private let shadow: Tint
    private let light: Tint
    /// How much of the colour is the look's own, 0 to 1.
    private let strength: Double
    private let isGrey: Bool
    /// How dark the farthest corner becomes, 0 to 1.
    private let vignette: Double
    private let centre: (across: Double, down: Double)

    init(_ reading: PromptReading, words: String, seed: Seed) {
        var bits = SplitMix64(seed: UInt64(seed.value) &* 0x9e37_79b9 ^ StableHash.of(words))
        func chance() -> Double { Double(bits.next() % 1000) / 1000 }
        let lower = words.lowercased()
        isGrey = ["black and white", "monochrome", "greyscale", "grayscale", "grey", "gray"].contains {
            lower.contains($0)
        }
        let colours = reading.palette.isEmpty ? reading.emphasis.map { [$0] } ?? [] : reading.palette
        let lead = colours.first ?? Self.lead(of: reading, chance())
        let sorted = (colours.isEmpty ? [lead] : colours).sorted { $0.luma < $1.luma }
        shadow = (sorted.first ?? lead).mixed(with: .black, 0.72)
        light = (sorted.last ?? lead).mixed(with: .white, 0.55)
        strength = colours.isEmpty ? 0.35 : 0.6
        vignette = 0.18 + 0.22 * chance()
        centre = (0.4 + 0.2 * chance(), 0.4 + 0.2 * chance())
    }

    /// Without a colour among the words, the hour and the mood have one, and else the seed.
    private static func lead(of reading: PromptReading, _ chance: Double) -> Tint {
        switch (reading.hour, reading.mood) {
        case (.night, _): Tint(0x2b4a8c)
        case (.sunset, _): Tint(0xf08a3c)
        case (.dawn, _): Tint(0xf2b6a0)
        case (_, .wintry): Tint(0x9cc7e6)
        case (_, .misty): Tint(0xb8c4c8)
        case (_, .stormy), (_, .dark): Tint(0x51606e)
        case (_, .joyful): Tint(0xf8c840)
        case (.day, .calm): [Tint(0xc98b4a), Tint(0x4a9bc9), Tint(0x6fae5c), Tint(0xb46fb0)][Int(chance * 3.99)]
        }
    }

    func changed(_ tint: Tint, at place: (across: Double, down: Double)) -> Tint {
        let luma = tint.luma
        let own = isGrey ? Tint(red: luma * 255, green: luma * 255, blue: luma * 255) : tint
        let toned = isGrey ? own : own.mixed(with: shadow.mixed(with: light, luma), strength)
        let (across, down) = (place.across - centre.across, place.down - centre.down)
        let distance = (across * across + down * down).squareRoot() / 0.85
        return toned.darker(vignette * min(1, distance * distance))
    }
}
