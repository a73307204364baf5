/// The time of day that a prompt's words call for.
enum Hour: Sendable {
    case day
    case dawn
    case sunset
    case night

    static let words: [String: Hour] = [
        "day": .day, "noon": .day, "midday": .day, "dawn": .dawn, "sunrise": .dawn, "morning": .dawn,
        "sunset": .sunset, "dusk": .sunset, "evening": .sunset, "twilight": .sunset, "night": .night,
        "midnight": .night, "moonlit": .night, "moonlight": .night, "starry": .night, "nocturnal": .night,
    ]
}
