import Core

/// Which colour each part of a scene has: the ones asked for go to the largest parts, and the rest is mixed from them.
struct SceneColours: Hashable, Sendable {
    let skyTop: Tint
    let skyLow: Tint
    let far: Tint
    let near: Tint
    /// The body of the main subject, and the paper of the frame.
    let main: Tint
    /// The one that stands out: roofs, sails, stripes.
    let accent: Tint
    /// Lamps, windows, the sun.
    let glow: Tint
    /// Whether they were asked for, and so must be seen as they are.
    let areAsked: Bool

    var water: Tint { areAsked ? far : far.mixed(with: skyTop, 0.55) }
    var middle: Tint { far.mixed(with: near, 0.5) }
    var dark: Tint { near.luma > 0.28 ? near.darker(0.55) : near }
    /// The frame, light enough for dark letters.
    var paper: Tint { main.luma > 0.72 ? main : main.lighter(0.6) }

    init(reading: PromptReading, bits: inout SplitMix64) {
        let book = Self.book(mood: reading.mood, hour: reading.hour)
        let page = book[Int(bits.next() % UInt64(book.count))].map { Tint($0) }
        let usual = Self(page: page, accent: reading.emphasis)
        let byLight = reading.palette.prefix(6).sorted { $0.luma < $1.luma }
        let turn = Int(bits.next() % UInt64(max(1, byLight.count)))
        self =
            byLight.isEmpty
            ? usual : Self.spread(byLight, turn: turn, usual: usual, isNight: reading.hour == .night).balanced()
    }

    private init(page: [Tint], accent: Tint?) {
        self.init(
            areAsked: false, skyTop: page[0], skyLow: page[1], far: page[2], near: page[3], main: page[5],
            accent: accent ?? page[4],
            glow: page[4].mixed(with: Tint(0xfff1b8), 0.7))
    }

    private init(
        areAsked: Bool = true, skyTop: Tint, skyLow: Tint, far: Tint, near: Tint, main: Tint, accent: Tint, glow: Tint
    ) {
        self.areAsked = areAsked
        self.skyTop = skyTop.printable
        self.skyLow = skyLow.printable
        self.far = far.printable
        self.near = near.printable
        self.main = main.printable
        self.accent = accent.printable
        self.glow = glow.printable
    }

    /// The same with the land darkened under a palette of light colours alone, or lightened under a dark one.
    private func balanced() -> SceneColours {
        var (far, near, low) = (far, near, skyLow)
        for _ in 0..<8 {
            let light = 0.3 * skyTop.luma + 0.25 * low.luma + 0.3 * far.luma + 0.15 * near.luma
            if light > 0.67 {
                (far, near) = (far.darker(0.14), near.darker(0.2))
            } else if light < 0.22 {
                (far, low) = (far.lighter(0.12), low.lighter(0.15))
            }
        }
        return SceneColours(
            skyTop: skyTop, skyLow: low, far: far, near: near, main: main, accent: accent, glow: glow)
    }

    /// `colours` from dark to light; `turn` decides which of them fills the sky.
    private static func spread(_ colours: [Tint], turn: Int, usual: SceneColours, isNight: Bool) -> SceneColours {
        let darkest = colours[0]
        let lightest = colours[colours.count - 1]
        let near = darkest.luma < 0.5 ? darkest : darkest.darker(0.5)
        let main = lightest.luma > 0.6 ? lightest : lightest.lighter(0.65)
        switch colours.count {
        case 1:
            let only = colours[0]
            let isDark = only.luma < 0.45
            return SceneColours(
                skyTop: only, skyLow: isDark ? only.lighter(0.62) : only.lighter(0.55),
                far: isDark ? only.lighter(0.3) : only.darker(0.22), near: only.darker(isDark ? 0.45 : 0.62),
                main: main, accent: usual.accent.distance(to: only) > 0.2 ? usual.accent : only.lighter(0.4),
                glow: usual.glow)
        case 2:
            let top = turn == 0 && !isNight ? colours[1] : colours[0]
            let other = top == colours[0] ? colours[1] : colours[0]
            return SceneColours(
                skyTop: top, skyLow: other == darkest ? top.lighter(0.5) : other, far: top.mixed(with: other, 0.5),
                near: near, main: main, accent: other, glow: lightest.mixed(with: Tint(0xfff1b8), 0.6))
        default:
            let middle = Array(colours[1..<(colours.count - 1)])
            let accent = middle[turn % middle.count]
            let top = isNight ? darkest.lighter(0.08) : turn == 0 ? darkest : turn == 1 ? lightest : accent
            let low = top == lightest ? accent.lighter(0.2) : lightest
            return SceneColours(
                skyTop: top, skyLow: low, far: middle[(turn + 1) % middle.count],
                near: near, main: main, accent: accent, glow: lightest.mixed(with: Tint(0xfff1b8), 0.6))
        }
    }

    /// Pages of six colours: top and foot of the sky, far, near, accent, main.
    private static func book(mood: Mood, hour: Hour) -> [[UInt32]] {
        switch (mood, hour) {
        case (.stormy, _):
            [
                [0x465a6b, 0xb9c6c8, 0x6d808c, 0x27343d, 0xe0a93e, 0xeef1ee],
                [0x57586e, 0xc9c4c0, 0x77778a, 0x2b2c3a, 0xd9563f, 0xf3efe6],
            ]
        case (.misty, _):
            [
                [0x9bb0b6, 0xe9e7dc, 0xaebdbd, 0x53686a, 0xc8553d, 0xf7f3e8],
                [0xa8a9bd, 0xefe3da, 0xb9b4c2, 0x5f5d72, 0xb5543c, 0xf8f1ea],
            ]
        case (.wintry, _):
            [
                [0x86aed1, 0xeef4f6, 0xa5bacd, 0x435b73, 0xc8452f, 0xffffff],
                [0x7f95bd, 0xf4e9e4, 0xa3a9c4, 0x3d4a68, 0xd8663f, 0xfdfbf8],
            ]
        case (_, .night):
            [
                [0x1d3160, 0x7290be, 0x3f5a8a, 0x16223f, 0xffc857, 0xe4eaf3],
                [0x2c2a5e, 0x8a7fb8, 0x504c8a, 0x1b1a3a, 0xffb65c, 0xeee8f4],
            ]
        case (_, .dawn):
            [
                [0x5f73a8, 0xf9cfa8, 0x9a92b4, 0x3d4668, 0xf06a4d, 0xffefd9],
                [0x7f9cc0, 0xfbd5c0, 0xb59fb0, 0x4a4a66, 0xe8795a, 0xfff2e2],
            ]
        case (_, .sunset):
            [
                [0x4a3470, 0xf6935a, 0x8d4f70, 0x2d2342, 0xffc145, 0xffe6c8],
                [0x2c4577, 0xf47c66, 0x73527f, 0x212845, 0xffb64d, 0xfbe7d2],
            ]
        case (.dark, _):
            [[0x3a3f55, 0xa59b9b, 0x5d5d70, 0x22222e, 0xc23b2e, 0xeae4da]]
        case (.calm, _), (.joyful, _):
            [
                [0x4a90c2, 0xd3e8ea, 0x7fa3a8, 0x2f5d50, 0xe2573b, 0xf6eddb],
                [0x3f83b5, 0xf5e1ba, 0x8f9fb5, 0x3d5a4c, 0xd9452f, 0xfbf3e2],
                [0x6fb3b8, 0xf3edd2, 0x86a79b, 0x34594f, 0xee8434, 0xfff6e5],
                [0x5a7fc0, 0xf7d9cf, 0x9c9cc0, 0x39496b, 0xf2a33a, 0xfff5ea],
            ]
        }
    }
}
