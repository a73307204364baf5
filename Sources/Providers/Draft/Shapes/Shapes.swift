/// Figures as SVG about their own foot: x to both sides of nought, y upwards negative, about 100 units high.
enum Shapes {
    /// What draws a subject as a figure; nil for what only surrounds.
    static func figure(of subject: Subject, in ink: ShapeInk) -> String? {
        switch subject {
        case .lighthouse: lighthouse(ink)
        case .boat: boat(ink)
        case .tower: tower(ink)
        case .house: house(ink)
        case .castle: castle(ink)
        case .bridge: bridge(ink)
        case .person: person(ink)
        case .cat: cat(ink)
        case .dog: dog(ink)
        case .fish: fish(ink)
        case .robot: robot(ink)
        case .flower: flowers(ink)
        case .balloon: balloon(ink)
        case .train: train(ink)
        case .car: car(ink)
        case .rocket: rocket(ink)
        case .lantern: lantern(ink)
        case .sea, .mountain, .tree, .city, .sun, .moon, .star, .cloud, .bird, .road, .rain, .snow: nil
        }
    }

    static func path(_ data: String, _ fill: Tint, _ opacity: Double = 1) -> String {
        "<path d='\(data)' fill='\(fill.css)'" + (opacity == 1 ? "/>" : " opacity='\(opacity.svg)'/>")
    }

    static func line(_ data: String, _ colour: Tint, _ width: Double) -> String {
        "<path d='\(data)' fill='none' stroke='\(colour.css)' stroke-width='\(width.svg)' stroke-linecap='round' "
            + "stroke-linejoin='round'/>"
    }

    static func disc(_ x: Double, _ y: Double, _ radius: Double, _ fill: Tint) -> String {
        "<circle cx='\(x.svg)' cy='\(y.svg)' r='\(radius.svg)' fill='\(fill.css)'/>"
    }

    static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: Tint) -> String {
        "<rect x='\(x.svg)' y='\(y.svg)' width='\(width.svg)' height='\(height.svg)' fill='\(fill.css)'/>"
    }

    static func tree(leaf: Tint, bark: Tint, isPine: Bool) -> String {
        if isPine {
            box(-3, -22, 6, 22, bark) + path("M0-100L17-64H9L24-38H13L30-12H-30L-13-38H-24L-9-64H-17Z", leaf)
                + path("M0-100L17-64H9L24-38H13L30-12H4Z", leaf.darker(0.28), 0.7)
                + line("M-9-70l6 4M-16-44l8 4M-20-20l9 4", leaf.lighter(0.35), 1.6)
        } else {
            path("M-4 0L-3-45L3-45L5 0Z", bark) + line("M0-30L-14-50M0-36L13-54", bark, 3) + disc(-16, -56, 20, leaf)
                + disc(15, -58, 21, leaf.darker(0.16)) + disc(0, -76, 23, leaf)
                + line("M-24-62q5-8 12-6M-8-84q6-7 13-4M6-66q6-6 12-3M-14-48q5-5 11-2", leaf.lighter(0.38), 2)
        }
    }
}
