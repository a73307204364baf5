/// What can be drawn as itself.
enum Subject: Hashable, Sendable {
    case lighthouse, boat, sea, mountain, tree, city, tower, house, castle, sun, moon, star, cloud, person, cat, dog
    case bird, fish, flower, road, bridge, robot, balloon, train, car, rocket, lantern, rain, snow

    /// Whether it stands in the picture as a figure of its own, and not as its surroundings.
    var isFigure: Bool {
        switch self {
        case .lighthouse, .boat, .tower, .house, .castle, .person, .cat, .dog, .fish, .robot, .balloon, .train, .car,
            .rocket, .lantern, .bridge, .flower:
            true
        case .sea, .mountain, .tree, .city, .sun, .moon, .star, .cloud, .bird, .road, .rain, .snow: false
        }
    }

    /// Whether it needs water about it.
    var isAfloat: Bool { [.lighthouse, .boat, .sea, .fish].contains(self) }

    /// The words that mean it; plurals are found by dropping their last letter.
    static let words: [String: Subject] = [
        "lighthouse": .lighthouse, "beacon": .lighthouse, "boat": .boat, "ship": .boat, "sailboat": .boat,
        "sail": .boat, "yacht": .boat, "ferry": .boat, "schooner": .boat, "canoe": .boat,
        "sea": .sea, "ocean": .sea, "wave": .sea, "lake": .sea, "harbour": .sea, "harbor": .sea, "coast": .sea,
        "beach": .sea, "bay": .sea, "river": .sea, "water": .sea, "shore": .sea, "island": .sea, "port": .sea,
        "mountain": .mountain, "peak": .mountain, "alp": .mountain, "cliff": .mountain, "hill": .mountain,
        "ridge": .mountain, "summit": .mountain, "volcano": .mountain, "valley": .mountain, "canyon": .mountain,
        "forest": .tree, "tree": .tree, "wood": .tree, "pine": .tree, "jungle": .tree, "oak": .tree, "birch": .tree,
        "garden": .tree, "park": .tree, "city": .city, "skyline": .city, "skyscraper": .city, "town": .city,
        "street": .city, "metropolis": .city, "downtown": .city, "tower": .tower, "house": .house, "cottage": .house,
        "cabin": .house, "home": .house, "village": .house, "hut": .house, "barn": .house, "farm": .house,
        "cafe": .house, "bakery": .house, "shop": .house, "castle": .castle, "palace": .castle, "fortress": .castle,
        "sun": .sun, "moon": .moon, "star": .star, "galaxy": .star, "constellation": .star, "cloud": .cloud,
        "person": .person, "man": .person, "woman": .person, "girl": .person, "boy": .person, "child": .person,
        "hiker": .person, "traveller": .person, "traveler": .person, "keeper": .person, "wizard": .person,
        "people": .person, "sailor": .person, "hero": .person, "portrait": .person, "cat": .cat, "kitten": .cat,
        "dog": .dog, "puppy": .dog, "fox": .dog, "wolf": .dog, "bird": .bird, "gull": .bird, "seagull": .bird,
        "owl": .bird, "crow": .bird, "swallow": .bird, "eagle": .bird, "fish": .fish, "whale": .fish,
        "dolphin": .fish, "shark": .fish, "flower": .flower, "tulip": .flower, "sunflower": .flower,
        "meadow": .flower, "blossom": .flower, "poppy": .flower, "road": .road, "path": .road, "highway": .road,
        "trail": .road, "bridge": .bridge, "viaduct": .bridge, "robot": .robot, "android": .robot, "balloon": .balloon,
        "airship": .balloon, "train": .train, "locomotive": .train, "tram": .train, "railway": .train, "car": .car,
        "truck": .car, "bus": .car, "taxi": .car, "rocket": .rocket, "spaceship": .rocket, "spacecraft": .rocket,
        "lantern": .lantern, "lamp": .lantern, "candle": .lantern, "rain": .rain, "rainy": .rain, "storm": .rain,
        "snow": .snow, "snowy": .snow, "winter": .snow,
    ]
}
