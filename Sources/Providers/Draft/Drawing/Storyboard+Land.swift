import Core

extension Storyboard {
    /// What lies behind everything: ranges, or a far coast.
    mutating func farLand() {
        let rise = horizon - margin
        let isHigh = reading.subjects.contains(.mountain)
        if isHigh {
            for layer in 0..<3 {
                let share = Double(layer) / 3
                let tint = colours.skyLow.mixed(with: colours.far.mixed(with: colours.near, share), 0.55 + share * 0.4)
                mountains(base: horizon + 6, rise: rise * (0.66 - share * 0.4), tint: tint)
            }
        } else {
            let distant = colours.skyLow.mixed(with: colours.far, 0.6)
            let back = ridge(base: horizon, rise: rise * 0.26, step: 190, peaked: false)
            drawing.path(back, fill: distant)
            let front = ridge(base: horizon + 4, rise: rise * 0.13, step: 120, peaked: false)
            drawing.path(front, fill: colours.far)
        }
        if reading.subjects.contains(.city) { skyline() }
    }

    private mutating func mountains(base: Double, rise: Double, tint: Tint) {
        var x = -drawing.random(0...200)
        while x < width {
            let half = max(drawing.random(120...260), width / 40)
            let peak = base - rise * drawing.random(0.55...1)
            let middle = x + half
            drawing.path(
                "M\((middle - half * 1.5).svg) \(base.svg)L\(middle.svg) \(peak.svg)"
                    + "L\((middle + half * 1.5).svg) \(base.svg)Z",
                fill: tint)
            let foot = middle + half * drawing.random(-0.3...0.3)
            drawing.path(
                "M\(middle.svg) \(peak.svg)L\((middle + half * 1.5).svg) \(base.svg)L\(foot.svg) \(base.svg)Z",
                fill: tint.darker(0.2), opacity: 0.75)
            let (cap, side) = ((base - peak) * 0.3, half * 0.45)
            var snow = "M\(middle.svg) \(peak.svg)L\((middle + side).svg) \((peak + cap).svg)"
            snow += "l\((-side * 0.5).svg) \((-cap * 0.25).svg)l\((-side * 0.4).svg) \((cap * 0.4).svg)"
            snow += "l\((-side * 0.45).svg) \((-cap * 0.45).svg)L\((middle - side).svg) \((peak + cap).svg)Z"
            drawing.path(snow, fill: colours.main, opacity: 0.92)
            x += half * drawing.random(1.0...1.7)
        }
    }

    private mutating func skyline() {
        for row in 0..<2 {
            let tint = row == 0 ? colours.far.mixed(with: colours.skyLow, 0.3) : colours.middle.darker(0.1)
            var x = -drawing.random(0...60)
            var windows = ""
            while x < width {
                let across = max(drawing.random(50...120), width / 50)
                let tall = (horizon - margin) * drawing.random(0.18...0.72) * (row == 0 ? 1 : 0.7)
                drawing.rect(x, horizon - tall, across, tall + 30, fill: tint.css)
                drawing.rect(x + across * 0.68, horizon - tall, across * 0.32, tall + 30, fill: tint.darker(0.2).css)
                if drawing.chance(0.3) {
                    drawing.rect(x + across * 0.45, horizon - tall - 42, 6, 44, fill: tint.css)
                }
                let storey = max(27, tall / 40)
                var y = horizon - tall + 18
                while y < horizon - 14 {
                    for column in stride(from: x + 9, to: x + across * 0.64 - 8, by: 19) where drawing.chance(0.62) {
                        windows += "M\(column.svg) \(y.svg)h9v13h-9Z"
                    }
                    y += storey
                }
                x += across + drawing.random(-4...18)
            }
            drawing.path(windows, fill: colours.glow, opacity: row == 0 ? 0.55 : 0.9)
        }
    }

    /// The ground between the far range and the front: sea, or hills with woods.
    mutating func middle() {
        if isWet {
            sea()
        } else {
            hills()
        }
        if reading.subjects.contains(.road) { road() }
    }

    private mutating func sea() {
        let water = colours.water
        let fill = drawing.verticalGradient([
            (0, water.mixed(with: colours.skyLow, 0.35), 1), (0.45, water, 1),
            (1, water.mixed(with: colours.near, 0.6), 1),
        ])
        drawing.rect(0, horizon, width, drawing.height - horizon, fill: fill)
        let depth = floor - horizon
        let isRough = reading.mood == .stormy
        for row in 0..<16 {
            let share = Double(row) / 15
            let y = horizon + 8 + depth * share * share * 0.96
            let length = 26 + 120 * share
            let swell = (isRough ? 0.26 : 0.13) * length
            var crests = ""
            var x = -drawing.random(0...length)
            let gap = max(length * (isRough ? 1.15 : 1.6), width / 40)
            while x < width {
                let half = length * drawing.random(0.3...0.6)
                let lift = y + drawing.random(-6...6)
                crests += "M\(x.svg) \(lift.svg)q\((half / 2).svg) \((-swell).svg) \(half.svg) 0"
                crests += "q\((half / 2).svg) \((swell * 0.8).svg) \(half.svg) 0"
                x += gap * drawing.random(0.7...1.2)
            }
            let tint = row % 3 == 2 ? colours.near : colours.main
            drawing.stroke(crests, colour: tint, width: 2.2 + 4.6 * share, opacity: row % 3 == 2 ? 0.42 : 0.62)
        }
    }

    private mutating func hills() {
        let depth = floor - horizon
        for layer in 0..<3 {
            let share = Double(layer) / 2
            let base = horizon + depth * (0.1 + 0.36 * share)
            let tint = colours.far.mixed(with: colours.near, 0.2 + share * 0.4)
            drawing.path(ridge(base: base, rise: depth * 0.2, step: 240, peaked: false), fill: tint)
            furrows(from: base + depth * 0.03, to: base + depth * 0.4, tint: tint)
            let isWooded = reading.subjects.contains(.tree)
            for _ in 0..<(isWooded ? 15 : 3) {
                let x = drawing.random(0...width)
                let tall = (isWooded ? 150 : 90) * (0.6 + share * 0.8) * drawing.random(0.7...1.25)
                let foot = base + drawing.random(0...depth * 0.12)
                let leaf = tint.mixed(with: colours.near, 0.55 + 0.2 * share)
                drawing.place(
                    Shapes.tree(leaf: leaf, bark: colours.dark, isPine: layer != 1 || reading.mood == .wintry), x: x,
                    foot: foot, height: tall)
            }
        }
    }

    /// Short strokes along a slope, as a brush leaves them.
    private mutating func furrows(from top: Double, to bottom: Double, tint: Tint) {
        for pass in 0..<2 {
            var data = ""
            for _ in 0..<70 {
                let (x, y) = (drawing.random(0...width), drawing.random(top...bottom))
                let length = drawing.random(14...54)
                data += "M\(x.svg) \(y.svg)q\((length / 2).svg) \((-length * 0.12).svg) "
                data += "\(length.svg) \((length * 0.03).svg)"
            }
            drawing.stroke(data, colour: pass == 0 ? tint.lighter(0.28) : tint.darker(0.3), width: 4, opacity: 0.55)
        }
    }

    private mutating func road() {
        let (top, near) = (across(0.45), across(0.5))
        func curve(from x: Double, _ first: Double, _ second: Double, to end: Double) -> String {
            "M\(x.svg) \(horizon.svg)C\(first.svg) \((horizon + 100).svg) \(second.svg) \((floor - 160).svg) "
                + "\(end.svg) \(floor.svg)"
        }
        var data = curve(from: top - 8, top - 120, near + 130, to: near - 210) + "h420"
        data += "C\((near + 260).svg) \((floor - 160).svg) \((top + 60).svg) \((horizon + 120).svg) "
        data += "\((top + 8).svg) \(horizon.svg)Z"
        drawing.path(data, fill: colours.main.mixed(with: colours.far, 0.35))
        drawing.stroke(
            curve(from: top, top - 30, near + 190, to: near), colour: colours.dark, width: 7, opacity: 0.5)
    }
}
