extension Shapes {
    static func boat(_ ink: ShapeInk) -> String {
        var svg = path("M-48-16H50L38 2Q0 7-36 2Z", ink.accent) + path("M-42-7H44L38 2Q0 7-36 2Z", ink.dark, 0.45)
        svg += line("M-46-13H47", ink.main, 2) + box(-2, -104, 3.4, 90, ink.dark)
        svg += path("M4-100Q40-62 44-24H4Z", ink.main) + path("M4-100Q24-62 26-24H4Z", ink.dark, 0.12)
        svg += path("M-5-94Q-30-56-40-24H-5Z", ink.main.mixed(with: ink.accent, 0.25))
        svg += line("M8-44H40M7-62H33M-9-44H-32M-9-62H-23", ink.shade, 1) + path("M1-104l20-5l-20-6Z", ink.accent)
        return svg + line("M-62 4q8-6 16 0t16 0t16 0t16 0t16 0t16 0t16 0", ink.main, 2)
    }

    static func train(_ ink: ShapeInk) -> String {
        var svg = line("M-150 0H150", ink.dark, 3)
        for x in stride(from: -146.0, through: 146, by: 12) { svg += box(x, 1, 5, 4, ink.dark.lighter(0.2)) }
        for x in [-138.0, -66] {
            svg += box(x, -56, 66, 44, ink.accent) + box(x, -60, 66, 6, ink.dark) + box(x, -28, 66, 4, ink.main)
            for window in 0..<4 { svg += box(x + 6 + Double(window) * 15, -48, 10, 14, ink.glow) }
            svg += disc(x + 14, -7, 8, ink.dark) + disc(x + 52, -7, 8, ink.dark)
        }
        svg += box(8, -70, 34, 58, ink.accent) + box(4, -76, 42, 7, ink.dark) + box(14, -62, 20, 18, ink.glow)
        svg += path("M42-48H96Q108-46 108-30V-12H42Z", ink.main) + path("M42-28H108V-12H42Z", ink.dark, 0.3)
        svg += path("M80-48L76-72H96L92-48Z", ink.dark) + disc(106, -34, 5, ink.glow)
        for x in [24.0, 58, 84] { svg += disc(x, -10, 11, ink.dark) + disc(x, -10, 4, ink.main) }
        svg += line("M24-10H84", ink.main, 2.4) + path("M108-12l16 12h-22Z", ink.dark)
        return svg + disc(84, -86, 11, ink.main.lighter(0.3)) + disc(68, -98, 15, ink.main.lighter(0.2))
            + disc(44, -106, 18, ink.main.lighter(0.1))
    }

    static func car(_ ink: ShapeInk) -> String {
        var svg = path("M-84-20Q-84-44-62-46L-44-48L-24-78H30L56-48Q86-46 88-20V-12H-84Z", ink.accent)
        svg += path("M-34-50L-19-71H0V-50ZM6-50V-71H26L44-50Z", ink.glow) + path("M-84-26H88V-12H-84Z", ink.dark, 0.35)
        svg += line("M3-48V-16M-78-34H80", ink.dark, 1.4) + box(80, -36, 8, 8, ink.glow) + box(-85, -36, 7, 9, ink.main)
        for x in [-50.0, 52] {
            svg += disc(x, -13, 17, ink.dark) + disc(x, -13, 8, ink.main) + disc(x, -13, 3, ink.dark)
        }
        return svg
    }

    static func rocket(_ ink: ShapeInk) -> String {
        var svg = path("M-9-12Q0 34 9-12Z", ink.glow) + path("M-5-12Q0 18 5-12Z", Tint.white)
        svg += path("M-14-30L-32-6V8L-12-10ZM14-30L32-6V8L12-10Z", ink.accent)
        svg += path("M0-112Q22-88 18-46L13-10H-13L-18-46Q-22-88 0-112Z", ink.main)
        svg += path("M0-112Q22-88 18-46L13-10H4Q10-70 0-112Z", ink.dark, 0.25)
        svg += path("M0-112Q12-99 16-82H-16Q-12-99 0-112Z", ink.accent) + disc(0, -62, 9, ink.dark)
        return svg + disc(0, -62, 6.4, ink.glow) + line("M-16-38H16M-14-24H14", ink.shade, 1.4)
    }

    static func balloon(_ ink: ShapeInk) -> String {
        var svg = path("M0-200C58-200 66-140 44-112Q22-84 10-72H-10Q-22-84-44-112C-66-140-58-200 0-200Z", ink.accent)
        svg += path("M0-200C24-200 28-140 18-112Q8-84 4-72H-4Q-8-84-18-112C-28-140-24-200 0-200Z", ink.main)
        svg += path("M0-200C58-200 66-140 44-112Q22-84 10-72H5Q34-110 34-140Q34-190 0-200Z", ink.dark, 0.2)
        svg += line("M-46-150Q0-138 46-150M-38-120Q0-110 38-120", ink.glow, 4)
        svg += line("M-9-72L-8-50M9-72L8-50M0-72V-50", ink.dark, 1.3) + path("M-11-52H11L9-34H-9Z", ink.dark)
        return "<g transform='translate(0 40) scale(.62)'>" + svg + line("M-10-46H10M-10-40H9", ink.main, 1) + "</g>"
    }
}
