/// The light and weather that a prompt's words call for.
enum Mood: Sendable {
    case calm
    case joyful
    case stormy
    case dark
    case misty
    case wintry

    static let words: [String: Mood] = [
        "calm": .calm, "quiet": .calm, "peaceful": .calm, "serene": .calm, "gentle": .calm, "still": .calm,
        "joyful": .joyful, "happy": .joyful, "bright": .joyful, "cheerful": .joyful, "festive": .joyful,
        "sunny": .joyful, "playful": .joyful, "summer": .joyful, "spring": .joyful, "vivid": .joyful,
        "storm": .stormy, "stormy": .stormy, "rain": .stormy, "rainy": .stormy, "tempest": .stormy,
        "thunder": .stormy, "wild": .stormy, "dramatic": .stormy, "gale": .stormy, "windy": .stormy,
        "dark": .dark, "gloomy": .dark, "moody": .dark, "sinister": .dark, "haunted": .dark, "noir": .dark,
        "mist": .misty, "misty": .misty, "fog": .misty, "foggy": .misty, "haze": .misty, "hazy": .misty,
        "winter": .wintry, "wintry": .wintry, "snow": .wintry, "snowy": .wintry, "ice": .wintry, "frozen": .wintry,
        "cold": .wintry, "arctic": .wintry,
    ]
}
