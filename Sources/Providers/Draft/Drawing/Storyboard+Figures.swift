import Core

extension Storyboard {
    /// The subjects that stand for themselves, the first one largest; at most four.
    mutating func figures() {
        let figures = reading.subjects.filter(\.isFigure).prefix(4)
        let places = [0.66, 0.27, 0.47, 0.86]
        // Those behind come first, so that the main one covers them.
        for (index, subject) in figures.enumerated().reversed() {
            let share = index == 0 ? 0.62 : 0.3
            let room = min((floor - margin), width * 0.9)
            let wander = index == 0 ? 0.14 : 0.05
            let wanted = across(places[index] + drawing.random(-wander...wander))
            let foot = foot(of: subject, isMain: index == 0)
            let tall = min(room * share * nearness * shrink(for: subject), (foot - margin) * 0.86)
            let reach = min(tall * 0.5, width * 0.4)
            let x = min(max(wanted, margin + reach), width - margin - reach)
            guard let shape = Shapes.figure(of: subject, in: ink(for: subject, index: index)) else { continue }
            shadow(x: x, foot: foot, height: tall, subject: subject)
            drawing.place(outlined(shape), x: x, foot: foot, height: tall, mirrored: looksRight != drawing.chance(0.25))
        }
    }

    private func ink(for subject: Subject, index: Int) -> ShapeInk {
        let isEven = index % 2 == 0
        return ShapeInk(
            main: isEven ? colours.main : colours.main.mixed(with: colours.far, 0.25),
            accent: isEven ? colours.accent : colours.accent.mixed(with: colours.skyTop, 0.35), dark: colours.dark,
            glow: colours.glow)
    }

    /// Where its foot stands: on the water, on the ground, or in the air.
    private func foot(of subject: Subject, isMain: Bool) -> Double {
        let depth = floor - horizon
        switch subject {
        case .balloon: return horizon - (horizon - margin) * (isMain ? 0.12 : 0.42)
        case .rocket: return horizon + depth * 0.1
        case .bridge: return horizon + depth * 0.3
        case .fish: return horizon + depth * 0.62
        case .lighthouse, .boat: return horizon + depth * (isMain ? 0.5 : 0.28)
        default: return horizon + depth * (isMain ? 0.74 : 0.5)
        }
    }

    private func shrink(for subject: Subject) -> Double {
        switch subject {
        case .lighthouse, .castle: 1
        case .tower, .balloon, .lantern, .rocket: 0.94
        case .robot, .person: 0.82
        case .boat, .cat, .house, .flower: 0.68
        case .dog, .bridge: 0.58
        default: 0.46
        }
    }

    private mutating func shadow(x: Double, foot: Double, height: Double, subject: Subject) {
        guard subject != .balloon, subject != .rocket else { return }
        if isWet, subject.isAfloat {
            var data = ""
            for row in 0..<7 {
                let y = foot + height * (0.03 + 0.035 * Double(row))
                let half = height * (0.26 - 0.025 * Double(row)) * drawing.random(0.7...1.1)
                data += "M\((x - half).svg) \(y.svg)h\((half * 2).svg)"
            }
            drawing.stroke(data, colour: colours.dark, width: height * 0.012, opacity: 0.4)
        } else {
            drawing.add(
                "<ellipse cx='\(x.svg)' cy='\(foot.svg)' rx='\((height * 0.42).svg)' ry='\((height * 0.045).svg)' "
                    + "fill='\(colours.dark.css)' opacity='0.35'/>")
        }
    }

    /// In ink, every edge is drawn.
    func outlined(_ shape: String) -> String {
        guard reading.style == .ink else { return shape }
        return "<g stroke='\(colours.dark.css)' stroke-width='1.3' stroke-linejoin='round'>\(shape)</g>"
    }

    /// For words that nothing is drawn for: turning planes about a disc, and the first word on a plate.
    mutating func emblem() {
        let (x, y) = (across(0.6), horizon - (horizon - margin) * 0.18)
        let radius = min(width, floor - margin) * 0.3 * nearness
        let tints = [colours.accent, colours.main, colours.middle, colours.glow, colours.near]
        drawing.circle(x, y, radius * 1.12, fill: colours.dark, opacity: 0.22)
        drawing.circle(x, y, radius, fill: colours.main)
        for index in 0..<9 {
            let start = drawing.random(0...6.28)
            let sweep = drawing.random(0.5...1.5)
            let reach = radius * drawing.random(0.45...1.25)
            let (a, b) = (start + sweep / 2, start - sweep / 2)
            var data = "M\(x.svg) \(y.svg)L\((x + reach * a.cosine).svg) \((y + reach * a.sine).svg)"
            data += "A\(reach.svg) \(reach.svg) 0 0 0 \((x + reach * b.cosine).svg) \((y + reach * b.sine).svg)Z"
            drawing.path(data, fill: tints[index % tints.count], opacity: 0.86)
            drawing.stroke(data, colour: colours.dark, width: 2.4, opacity: 0.5)
        }
        for ring in 1...5 {
            let size = radius * (0.16 + 0.19 * Double(ring))
            drawing.add(
                "<circle cx='\(x.svg)' cy='\(y.svg)' r='\(size.svg)' fill='none' stroke='\(colours.dark.css)' "
                    + "stroke-width='\((ring == 5 ? 6.0 : 2.2).svg)' stroke-dasharray='\(ring * 9) \(5 + ring * 3)' opacity='0.7'/>"
            )
        }
        guard caption > 0, let word = reading.labels.first else { return }
        let letters = min(max(Double(word.count), 3), 16)
        let half = letters * 15 + 26
        drawing.rect(x - half, y - 34, half * 2, 68, fill: colours.dark.css)
        drawing.rect(x - half + 6, y - 28, half * 2 - 12, 56, fill: colours.paper.css)
        drawing.add(
            "<text x='\(x.svg)' y='\((y + 15).svg)' font-family='DejaVu Sans' font-weight='bold' font-size='40' "
                + "text-anchor='middle' fill='\(colours.paper.luma > 0.5 ? Tint(0x22242a).css : Tint.white.css)'>"
                + "\(SVGText.escaped(String(word.prefix(16))))</text>")
    }
}
