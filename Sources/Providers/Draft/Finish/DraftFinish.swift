import Core
import Imaging

/// Turns a drawn storyboard into the picture's pixels: paper and brush, then the seed's flaw.
struct DraftFinish {
    let size: PixelSize
    let style: DraftStyle
    let flaw: DraftFlaw?
    let noiseSeed: Int32

    private var shortSide: Int { min(size.width, size.height) }

    func picture(from document: String) throws(ImagingError) -> Picture {
        var picture = try Picture(svg: document)
        if style == .watercolour, size.pixels <= 4096 * 4096 {
            picture = try runningEdges(picture)
        }
        return try spoiled(textured(picture))
    }

    /// Pixels as they are, but for the seed's flaw.
    func picture(from raster: Raster) throws(ImagingError) -> Picture { try spoiled(Picture(raster)) }

    /// Grain and slow unevenness, as of pigment on paper.
    private func textured(_ picture: consuming Picture) throws(ImagingError) -> Picture {
        let cell = min(max(shortSide / 24, 4), 64)
        let side = PixelSize(width: cell * 8, height: cell * 8)
        let (grain, pigment): (Double, Double) =
            switch style {
            case .flat: (2.4, 5)
            case .poster: (3, 4)
            case .watercolour: (3, 13)
            case .ink: (2.6, 4)
            }
        let texture = try Picture.perlin(side, cell: cell, seed: noiseSeed).scaled(by: pigment, plus: 0)
            .adding(Picture.noise(side, sigma: grain, seed: noiseSeed ^ 0x55aa)).inMemory()
        return try picture.adding(texture.tiled(over: size)).inBytes()
    }

    private func runningEdges(_ picture: consuming Picture) throws(ImagingError) -> Picture {
        let cell = min(max(shortSide / 48, 3), 48)
        let side = PixelSize(width: cell * 8, height: cell * 8)
        let reach = Double(shortSide) * 0.0032
        let across = try Picture.perlin(side, cell: cell, seed: noiseSeed ^ 0x11).scaled(by: reach, plus: 0)
            .inMemory().tiled(over: size)
        let down = try Picture.perlin(side, cell: cell, seed: noiseSeed ^ 0x22).scaled(by: reach, plus: 0)
            .inMemory().tiled(over: size)
        return try picture.inMemory().displaced(across: across, down: down).inBytes()
    }

    private func spoiled(_ picture: consuming Picture) throws(ImagingError) -> Picture {
        guard let flaw else { return picture }
        switch flaw {
        case .blurred: return try picture.blurred(sigma: max(3.2, Double(shortSide) * 0.019)).inBytes()
        case .noisy:
            let side = PixelSize(width: min(size.width, 512), height: min(size.height, 512))
            let noise = try Picture.noise(side, sigma: 58, seed: noiseSeed ^ 0x77).inMemory()
            return try picture.adding(noise.tiled(over: size)).inBytes()
        case .underexposed: return try picture.scaled(by: 0.13, plus: -4).inBytes()
        case .overexposed: return try picture.scaled(by: 1.7, plus: 150).inBytes()
        case .washedOut: return try picture.scaled(by: 0.14, plus: 118).inBytes()
        case .blocky:
            let squeezed = try picture.encoded(as: .jpeg, quality: 4)
            return try Picture(decoding: squeezed)
        case .nearlyBlank: return try picture.scaled(by: 0.02, plus: 205).inBytes()
        }
    }
}
