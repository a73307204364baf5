import Core

extension Storyboard {
    mutating func sky() {
        let (top, low) = (colours.skyTop, colours.skyLow)
        let fill = drawing.verticalGradient([
            (0, top, 1), (0.3, top, 1), (0.5, top.mixed(with: low, 0.35), 1), (0.8, low, 1), (1, low.lighter(0.08), 1),
        ])
        drawing.rect(0, 0, width, horizon + 4, fill: fill)
        drawing.rect(0, horizon, width, drawing.height - horizon, fill: colours.far.css)
        if reading.style == .poster { rays() }
        if reading.hour == .night || reading.subjects.contains(.star) { stars() }
        sunOrMoon()
        clouds()
        birds()
    }

    private var lightSource: (x: Double, y: Double) {
        (across(0.28), margin + (horizon - margin) * (reading.hour == .day ? 0.3 : 0.55))
    }

    private mutating func rays() {
        let (x, y) = lightSource
        let reach = width + drawing.height
        var data = ""
        let count = 18.0
        let turn = drawing.random(0...0.3)
        for index in stride(from: 0.0, to: count, by: 2) {
            let from = turn + index / count * 2 * .pi
            let to = turn + (index + 1) / count * 2 * .pi
            data += "M\(x.svg) \(y.svg)L\((x + reach * from.cosine).svg) \((y + reach * from.sine).svg)"
            data += "L\((x + reach * to.cosine).svg) \((y + reach * to.sine).svg)Z"
        }
        drawing.path(data, fill: colours.skyLow.lighter(0.25), opacity: 0.38)
    }

    private mutating func stars() {
        for _ in 0..<70 {
            let (x, y) = (drawing.random(0...width), drawing.random(margin...horizon * 0.85))
            drawing.circle(x, y, drawing.random(1.2...4), fill: colours.glow.lighter(0.5), opacity: 0.9)
        }
    }

    private mutating func sunOrMoon() {
        guard reading.mood != .stormy || reading.subjects.contains(.sun) || reading.subjects.contains(.moon) else {
            return
        }
        let (x, y) = lightSource
        let radius = drawing.random(52...95)
        let isMoon = reading.hour == .night || reading.subjects.contains(.moon)
        let disc = isMoon ? colours.main.lighter(0.5) : colours.glow
        let halo = drawing.radialGradient([(0, disc, 0.7), (0.35, disc, 0.3), (1, disc, 0)])
        drawing.rect(x - radius * 4, y - radius * 4, radius * 8, radius * 8, fill: halo)
        drawing.circle(x, y, radius, fill: disc)
        if isMoon {
            drawing.circle(x - radius * 0.3, y - radius * 0.2, radius * 0.2, fill: disc.darker(0.12))
            drawing.circle(x + radius * 0.32, y + radius * 0.28, radius * 0.26, fill: disc.darker(0.09))
            drawing.circle(x + radius * 0.2, y - radius * 0.45, radius * 0.12, fill: disc.darker(0.1))
        } else {
            drawing.circle(x, y, radius * 0.78, fill: disc.lighter(0.35))
        }
    }

    private mutating func clouds() {
        let isHeavy = reading.mood == .stormy || reading.subjects.contains(.cloud)
        for index in 0..<(isHeavy ? 7 : 4) {
            let x = drawing.random(0...width)
            let y = margin + (horizon - margin) * drawing.random(isHeavy ? 0.04...0.5 : 0.1...0.62)
            let length = drawing.random(150...340) * (isHeavy ? 1.4 : 1)
            let tint =
                isHeavy
                ? colours.skyTop.mixed(with: index % 2 == 0 ? colours.near : colours.skyLow, 0.4)
                : colours.skyLow.lighter(0.45)
            cloud(x: x, y: y, length: length, tint: tint, opacity: isHeavy ? 0.85 : 0.7)
        }
    }

    private mutating func cloud(x: Double, y: Double, length: Double, tint: Tint, opacity: Double) {
        var data = "M\((x - length / 2).svg) \(y.svg)"
        var at = x - length / 2
        while at < x + length / 2 {
            let step = drawing.random(0.14...0.3) * length
            let rise = step * drawing.random(0.5...0.95)
            data += "a\((step / 2).svg) \(rise.svg) 0 0 1 \(step.svg) 0"
            at += step
        }
        data += "q\((length * 0.06).svg) \((length * 0.05).svg) \((-length * 0.1).svg) \((length * 0.05).svg)"
        data += "L\((x - length * 0.42).svg) \((y + length * 0.05).svg)Z"
        drawing.path(data, fill: tint, opacity: opacity)
        drawing.stroke(
            "M\((x - length * 0.3).svg) \((y + length * 0.085).svg)h\((length * 0.7).svg)", colour: tint, width: 5,
            opacity: opacity * 0.8)
    }

    private mutating func birds() {
        let count = reading.subjects.contains(.bird) ? 13 : reading.hour == .night ? 0 : 5
        let (left, top) = (across(0.5), margin + (horizon - margin) * drawing.random(0.2...0.5))
        var data = ""
        for _ in 0..<count {
            let (x, y) = (left + drawing.random(-220...220), top + drawing.random(-90...120))
            let wing = drawing.random(13...30)
            data +=
                "M\((x - wing).svg) \((y - wing * 0.35).svg)q\((wing * 0.55).svg) \((-wing * 0.35).svg) \(wing.svg) "
            data += "\((wing * 0.4).svg)q\((wing * 0.45).svg) \((-wing * 0.75).svg) \(wing.svg) \((-wing * 0.4).svg)"
        }
        drawing.stroke(data, colour: colours.dark, width: 5)
    }
}
