extension Shapes {
    static func person(_ ink: ShapeInk) -> String {
        var svg = path("M-12 0L-8-44H8L13 0H5L1-30L-4 0Z", ink.dark)
        svg += path("M-15-30Q-18-70-7-76H8Q19-70 17-28Q0-20-15-30Z", ink.accent)
        svg += path("M4-76H8Q19-70 17-28Q10-25 6-25Q12-50 4-76Z", ink.dark, 0.28)
        svg +=
            line("M-13-68Q-24-52-19-36M14-68Q26-56 28-42", ink.accent.darker(0.15), 6)
            + disc(1, -86, 10, ink.glow.darker(0.12))
        svg += path("M-11-88Q-9-101 2-101Q13-100 13-88Q4-94-11-88Z", ink.dark) + line("M28-44V0", ink.dark, 1.8)
        return svg + line("M0-70V-32M-9-50h7M-9-42h7", ink.dark.mixed(with: ink.accent, 0.5), 1.1)
    }

    static func cat(_ ink: ShapeInk) -> String {
        var svg = line("M26-8Q58-8 52-40Q48-58 60-64", ink.dark, 8)
        svg +=
            path("M-26 0Q-34-44-10-58H12Q36-42 30 0Z", ink.dark) + path("M-12 0Q-14-28 1-34Q15-28 13 0Z", ink.main, 0.9)
        svg += path("M-27-62L-30-100L-12-86H14L31-100L28-62Q24-44 0-44Q-24-44-27-62Z", ink.dark)
        svg += path("M-25-92l2 15l8-7ZM26-92l-2 15l-8-7Z", ink.accent)
        svg +=
            disc(-11, -68, 6, ink.glow) + disc(12, -68, 6, ink.glow) + box(-12, -73, 2.6, 10, ink.dark)
            + box(11, -73, 2.6, 10, ink.dark)
        svg += path("M-3-58H4L0.5-54Z", ink.accent)
        svg += line("M-9-55L-34-58M-9-52L-33-48M10-55L35-58M10-52L34-48", ink.main, 1.1)
        return svg + line("M-14-6v6M-6-5v5M8-5v5M16-6v6", ink.main, 1.4)
            + line("M-20-38q6 3 10 1M22-38q-6 3-9 1", ink.main, 1.4)
    }

    static func dog(_ ink: ShapeInk) -> String {
        var svg =
            line("M-48-46Q-66-58-64-78", ink.accent, 8)
            + path("M-50-56Q-56-30-48 0H-38L-34-22H14L18 0H28L30-30L26-58Z", ink.accent)
        svg += path("M-50-30Q-56-20-48 0H-38L-34-22H14L18 0H28L30-36Q-10-24-50-30Z", ink.dark, 0.25)
        svg += path("M10-50L16-86L24-98L32-84L62-72Q64-60 52-58L36-54L28-38Z", ink.accent)
        svg += path("M18-84L12-60Q22-58 26-78Z", ink.dark) + disc(36, -76, 2.8, ink.dark) + disc(61, -70, 4, ink.dark)
        return svg + path("M8-52L30-38L27-31L7-44Z", ink.glow) + path("M-8-22Q6-34 14-22Z", ink.main)
            + line("M-40-44q6 3 12 1M-20-48q6 3 12 1M-30-36q6 3 12 1", ink.main, 1.3)
    }

    static func fish(_ ink: ShapeInk) -> String {
        var svg = path("M-60-40Q-20-92 44-50Q60-40 44-30Q-20 12-60-40Z", ink.accent)
        svg += path("M-58-38Q-10-20 50-40Q56-34 44-30Q-20 12-60-40Z", ink.main, 0.85)
        svg +=
            path("M38-42L82-74Q74-40 82-8L38-38Z", ink.accent)
            + path("M-14-68Q4-98 30-82L22-62Z", ink.accent.darker(0.2))
        svg += disc(-38, -48, 6, Tint.white) + disc(-39, -48, 3, ink.dark) + line("M-18-66Q-8-42-18-20", ink.dark, 1.8)
        var scales = ""
        for row in 0..<3 {
            for column in 0..<4 { scales += "M\(-8 + column * 13 - row * 2) \(-58 + row * 13)q8 5 0 11" }
        }
        return svg + line(scales, ink.dark.mixed(with: ink.accent, 0.4), 1.4)
            + line("M50-44L74-60M52-40H76M50-36L74-20", ink.dark, 1.2)
    }

    static func robot(_ ink: ShapeInk) -> String {
        var svg = box(-16, -24, 11, 22, ink.shade) + box(6, -24, 11, 22, ink.shade)
        svg += box(-21, -5, 19, 6, ink.dark) + box(3, -5, 19, 6, ink.dark)
        svg += box(-27, -64, 54, 42, ink.main) + box(10, -64, 17, 42, ink.shade) + box(-15, -56, 30, 19, ink.dark)
        svg += line("M-11-47l5-5l5 8l5-9l5 6", ink.glow, 1.6) + disc(-8, -30, 3, ink.accent) + disc(1, -30, 3, ink.glow)
        svg +=
            line("M-27-58Q-44-52-42-34M27-58Q46-62 44-80", ink.shade, 6) + disc(-42, -31, 6, ink.accent)
            + disc(44, -83, 6, ink.accent)
        svg +=
            box(-5, -70, 10, 7, ink.dark)
            + "<rect x='-22' y='-98' width='44' height='30' rx='7' fill='\(ink.accent.css)'/>"
        svg += box(-16, -91, 32, 15, ink.dark) + disc(-8, -84, 4.6, ink.glow) + disc(8, -84, 4.6, ink.glow)
        return svg + line("M0-98V-108", ink.dark, 1.8) + disc(0, -110, 4, ink.glow)
            + line("M-23-60h4M-23-26h4M20-60h4M20-26h4M-8-72h16", ink.dark, 1.2)
    }

    static func flowers(_ ink: ShapeInk) -> String {
        var svg = ""
        for (x, tall, size) in [(-52.0, 62.0, 13.0), (-26, 84, 16), (2, 100, 19), (30, 76, 15), (56, 58, 12)] {
            let lean = x * 0.3
            svg += line(
                "M\((x * 0.6).svg) 0Q\((x * 0.6).svg) \((-tall / 2).svg) \((x + lean).svg) \((-tall).svg)", ink.dark, 3)
            svg += path("M\((x * 0.62).svg)-16q18-22 24-2q-12 8-24 2Z", ink.dark.lighter(0.18))
            for petal in 0..<7 {
                let angle = Double(petal) / 7 * 2 * .pi
                svg += disc(
                    x + lean + size * 0.72 * angle.cosine, -tall + size * 0.72 * angle.sine, size * 0.46,
                    petal % 2 == 0 ? ink.accent : ink.accent.lighter(0.22))
            }
            svg += disc(x + lean, -tall, size * 0.42, ink.glow) + disc(x + lean, -tall, size * 0.2, ink.dark)
        }
        return svg
    }
}
