import Core

extension Storyboard {
    /// What lies nearest: grass or rocks along the lower edge.
    mutating func foreground() {
        let depth = floor - horizon
        let base = floor - depth * (isWet ? 0.06 : 0.12)
        drawing.path(ridge(base: base, rise: depth * 0.12, step: 160, peaked: isWet), fill: colours.near)
        var (light, dark) = ("", "")
        let count = isWet ? 60 : 190
        for index in 0..<count {
            let x = width * (Double(index) + drawing.random(0...1)) / Double(count)
            let foot = floor + 4
            let tall = min(depth, 300) * drawing.random(0.1...(isWet ? 0.22 : 0.42))
            let lean = drawing.random(-22...22)
            let blade =
                "M\((x - 4).svg) \(foot.svg)Q\(x.svg) \((foot - tall * 0.6).svg) \((x + lean).svg) \((foot - tall).svg)"
                + "Q\((x + 4).svg) \((foot - tall * 0.5).svg) \((x + 5).svg) \(foot.svg)Z"
            if index % 3 == 0 { light += blade } else { dark += blade }
        }
        drawing.path(dark, fill: colours.dark)
        drawing.path(light, fill: colours.near.lighter(0.3))
    }

    mutating func weather() {
        switch reading.mood {
        case .misty:
            for band in 0..<4 {
                let y = horizon - 120 + Double(band) * 75
                let fill = drawing.verticalGradient([
                    (0, colours.skyLow, 0), (0.5, colours.skyLow, 0.42), (1, colours.skyLow, 0),
                ])
                drawing.rect(0, y, width, 130, fill: fill)
            }
        case .wintry: flakes()
        case .stormy: downpour()
        case .calm, .joyful, .dark:
            if reading.subjects.contains(.rain) { downpour() }
            if reading.subjects.contains(.snow) { flakes() }
        }
    }

    private mutating func flakes() {
        for _ in 0..<150 {
            drawing.circle(
                drawing.random(0...width), drawing.random(margin...floor), drawing.random(2...7), fill: .white,
                opacity: 0.85)
        }
    }

    private mutating func downpour() {
        var data = ""
        for _ in 0..<170 {
            let length = drawing.random(24...64)
            data += "M\(drawing.random(0...width).svg) \(drawing.random(margin...floor).svg)"
            data += "l\((-length * 0.3).svg) \(length.svg)"
        }
        drawing.stroke(data, colour: colours.main, width: 2.6, opacity: 0.5)
    }

    /// The paper around the picture, with the subjects' words and the frame's number under it.
    mutating func frame(number: String) {
        guard margin > 0 else { return }
        let (across, down) = (width - 2 * margin, floor - margin)
        drawing.add(
            "<path fill-rule='evenodd' fill='\(colours.paper.css)' d='M0 0H\(width.svg)V\(drawing.height.svg)H0Z"
                + "M\(margin.svg) \(margin.svg)h\(across.svg)v\(down.svg)h\((-across).svg)Z'/>")
        drawing.add(
            "<rect x='\(margin.svg)' y='\(margin.svg)' width='\(across.svg)' height='\(down.svg)' fill='none' "
                + "stroke='\(colours.dark.css)' stroke-width='3'/>")
        guard caption > 0 else { return }
        let letter = 27.0
        let room = Int((width - 2 * margin - 190) / (letter * 0.78))
        let letters = "font-family='DejaVu Sans' font-size='\(letter.svg)' fill='\(Tint(0x2a2c33).css)'"
        let line = floor + caption * 0.5 + 14
        drawing.add(
            "<text x='\((margin + 6).svg)' y='\(line.svg)' letter-spacing='1.5' font-weight='bold' \(letters)>"
                + "\(SVGText.escaped(labels(room: room)))</text>")
        drawing.add(
            "<text x='\((width - margin - 6).svg)' y='\(line.svg)' text-anchor='end' \(letters) opacity='0.65'>"
                + "\(SVGText.escaped(number))</text>")
    }

    /// As many words as the line has room for.
    private func labels(room: Int) -> String {
        var line = ""
        for word in reading.labels.prefix(5) {
            let next = line.isEmpty ? word.uppercased() : line + " · " + word.uppercased()
            if next.count > room { break }
            line = next
        }
        return line
    }
}
