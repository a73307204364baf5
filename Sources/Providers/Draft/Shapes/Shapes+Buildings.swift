extension Shapes {
    static func lighthouse(_ ink: ShapeInk) -> String {
        var svg = path("M0-91L-260-118V-66ZM0-91L260-126V-72Z", ink.glow, 0.34)
        svg += path("M-58 3Q-50-9-38-9Q-30-19-15-17L17-18Q29-17 36-9Q52-8 62 3Z", ink.dark)
        svg += line("M-44-2l13-4M-22-9l12-3M22-10l12 3M38-3l11 2", ink.dark.lighter(0.3), 1.3)
        svg += path("M-13-15L-8-80H8L13-15Z", ink.main)
        svg += path("M-12.2-26L-11-41H11L12.2-26ZM-10.2-52L-9.1-66H9.1L10.2-52Z", ink.accent)
        svg += path("M3-15L2-80H8L13-15Z", ink.dark, 0.24)
        svg += box(-2.2, -24, 5, 8, ink.dark) + box(-1.5, -47, 3, 5, ink.dark) + box(-1.5, -74, 3, 4, ink.dark)
        svg += box(-12, -83.5, 24, 3.6, ink.dark) + box(-6.5, -94, 13, 10.5, ink.glow)
        svg += line("M-11-84V-88H11V-84M-6.5-84V-94M-2-84V-94M2.4-84V-94M6.5-84V-94", ink.dark, 0.9)
        svg += path("M-9-94Q-6-104 0-104Q6-104 9-94Z", ink.accent) + line("M0-104V-111", ink.dark, 1.3)
        return svg + disc(0, -89, 2.6, Tint.white)
    }

    static func tower(_ ink: ShapeInk) -> String {
        var svg = path("M-20 0L-14-72H14L20 0Z", ink.main) + path("M4 0L3-72H14L20 0Z", ink.dark, 0.28)
        svg += box(-18, -78, 36, 7, ink.shade) + path("M-17-78L0-108L17-78Z", ink.accent)
        svg += path("M0-108L17-78H4Z", ink.dark, 0.26)
        for y in [-62.0, -45, -28] { svg += box(-8, y, 5, 8, ink.glow) + box(3, y, 5, 8, ink.glow) }
        return svg + path("M-5 0V-11Q0-17 5-11V0Z", ink.dark) + line("M-17-12h9M-15-34h6M9-52h4M10-20h7", ink.shade, 1)
    }

    static func house(_ ink: ShapeInk) -> String {
        var svg = box(28, -88, 10, 28, ink.shade) + path("M33-92q-8-9 2-16q9-8 1-18", ink.main.lighter(0.3), 0.5)
        svg += box(-48, -52, 96, 52, ink.main) + box(14, -52, 34, 52, ink.shade)
        svg += path("M-58-50L-30-84H34L58-50Z", ink.accent) + path("M34-84L58-50H22Z", ink.dark, 0.25)
        svg += line("M-48-58h96M-42-66h84M-35-74h70", ink.dark.mixed(with: ink.accent, 0.5), 1.1)
        svg += box(-10, -30, 17, 30, ink.dark) + box(-8, -28, 13, 12, ink.glow)
        for x in [-38.0, 22] {
            svg += box(x, -40, 17, 18, ink.glow) + line("M\((x + 8.5).svg)-40v18M\(x.svg)-31h17", ink.dark, 1.4)
        }
        return svg + line("M-44-8h28M-44-14h20M20-10h24", ink.shade.darker(0.15), 1)
    }

    static func castle(_ ink: ShapeInk) -> String {
        var svg = path("M-78 3Q-60-14-40-12H44Q64-12 80 3Z", ink.dark)
        svg +=
            box(-44, -46, 88, 38, ink.main)
            + path("M-44-46v-6h9v6h9v-6h9v6h9v-6h9v6h9v-6h9v6h9v-6h9v6h9v-6h7v6Z", ink.main)
        for (x, tall, wide) in [(-50.0, 68.0, 18.0), (34, 62, 17), (-12, 86, 22)] {
            svg += box(x, -tall, wide, tall - 8, ink.main) + box(x + wide * 0.6, -tall, wide * 0.4, tall - 8, ink.shade)
            svg += path(
                "M\((x - 4).svg) \((-tall).svg)L\((x + wide / 2).svg) \((-tall - 26).svg)L\((x + wide + 4).svg) \((-tall).svg)Z",
                ink.accent)
            svg += line("M\((x + wide / 2).svg) \((-tall - 26).svg)v-9", ink.dark, 1.2)
            svg += path("M\((x + wide / 2).svg) \((-tall - 35).svg)l11 4l-11 4Z", ink.glow)
            svg += box(x + wide * 0.3, -tall + 9, 4, 8, ink.dark) + box(x + wide * 0.3, -tall + 27, 4, 8, ink.glow)
        }
        svg += path("M-9-8V-26Q0-37 9-26V-8Z", ink.dark)
        return svg + line("M-38-20h10M-32-30h9M18-22h10M22-33h9M-20-40h9", ink.shade.darker(0.2), 1)
    }

    static func bridge(_ ink: ShapeInk) -> String {
        var svg = path("M-130-30H130V-22H-130Z", ink.accent)
        for x in [-60.0, 52] {
            svg += box(x, -100, 8, 104, ink.accent) + box(x + 5, -100, 3, 104, ink.dark)
            svg += box(x - 4, -6, 16, 12, ink.dark)
        }
        svg += line("M-130-34Q-90-40-56-99Q0-16 56-99Q90-40 130-34", ink.dark, 2.2)
        var ropes = ""
        for x in stride(from: -48.0, through: 48, by: 8) {
            ropes += "M\(x.svg)-30V\((-99 + 66 * (1 - (x / 56) * (x / 56))).svg)"
        }
        for x in stride(from: 66.0, through: 118, by: 9) {
            let top = -99 + 66 * ((x - 56) / 70).squareRoot()
            ropes += "M\(x.svg)-30V\(top.svg)M\((-x).svg)-30V\(top.svg)"
        }
        return svg + line(ropes, ink.dark, 0.9) + line("M-130-26H130", ink.main, 1.2)
    }

    static func lantern(_ ink: ShapeInk) -> String {
        var svg =
            disc(0, -72, 40, ink.glow.lighter(0.1)).replacingOpacity(0.3)
            + disc(0, -72, 24, ink.glow).replacingOpacity(0.5)
        svg += box(-2.5, -58, 5, 58, ink.dark) + path("M-13 0Q-10-8-3-8H3Q10-8 13 0Z", ink.dark)
        svg += path("M-11-60L-14-86H14L11-60Z", ink.glow) + line("M-11-60L-14-86H14L11-60ZM0-60V-86", ink.dark, 2)
        return svg + path("M-17-86L0-100L17-86Z", ink.accent) + disc(0, -102, 3, ink.dark)
    }
}

extension String {
    /// The element with an opacity of its own.
    fileprivate func replacingOpacity(_ opacity: Double) -> String { "<g opacity='\(opacity.svg)'>\(self)</g>" }
}
