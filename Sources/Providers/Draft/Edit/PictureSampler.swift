import Core
import Imaging

/// A picture laid over a canvas of another size: its middle fills the canvas, what juts out is cut off.
struct PictureSampler {
    private let picture: Raster
    /// The shares of the picture's width and height that are seen.
    private let seen: (across: Double, down: Double)

    init(_ picture: Raster, over size: PixelSize) {
        self.picture = picture
        let shape = Double(size.width) / Double(size.height)
        let own = Double(picture.width) / Double(picture.height)
        seen = own > shape ? (shape / own, 1) : (1, own / shape)
    }

    /// The colour at a place of the canvas, 0 to 1 from its left and from its top; between pixels it is mixed.
    func tint(across: Double, down: Double) -> Tint {
        let column = (0.5 + (across - 0.5) * seen.across) * Double(picture.width) - 0.5
        let row = (0.5 + (down - 0.5) * seen.down) * Double(picture.height) - 0.5
        let (left, top) = (column.rounded(.down), row.rounded(.down))
        let upper = pixel(Int(left), Int(top)).mixed(with: pixel(Int(left) + 1, Int(top)), column - left)
        let lower = pixel(Int(left), Int(top) + 1).mixed(with: pixel(Int(left) + 1, Int(top) + 1), column - left)
        return upper.mixed(with: lower, row - top)
    }

    /// Beyond the edges lie the pixels of the edges.
    private func pixel(_ column: Int, _ row: Int) -> Tint {
        let place =
            (min(max(row, 0), picture.height - 1) * picture.width + min(max(column, 0), picture.width - 1)) * 3
        return Tint(
            red: Double(picture.pixels[place]), green: Double(picture.pixels[place + 1]),
            blue: Double(picture.pixels[place + 2]))
    }
}
