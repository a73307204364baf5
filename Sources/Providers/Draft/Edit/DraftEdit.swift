import Core
import Imaging

/// Changes a given picture offline: recoloured as the words say, its edges darkened as the seed has it.
///
/// What was there stays recognisable; the same picture, words and seed give the same bytes.
struct DraftEdit {
    let request: ImageRequest
    let reading: PromptReading

    /// The changed pixels, of the request's size.
    func raster(of picture: Raster) -> Raster {
        let canvas = PictureSampler(picture, over: request.size)
        let look = EditLook(reading, words: request.prompt, seed: request.seed)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(request.size.pixels * 3)
        let (width, height) = (Double(request.size.width), Double(request.size.height))
        for row in 0..<request.size.height {
            for column in 0..<request.size.width {
                let place = (across: (Double(column) + 0.5) / width, down: (Double(row) + 0.5) / height)
                let tint = look.changed(canvas.tint(across: place.across, down: place.down), at: place)
                pixels.append(UInt8(tint.red.rounded()))
                pixels.append(UInt8(tint.green.rounded()))
                pixels.append(UInt8(tint.blue.rounded()))
            }
        }
        return Raster(width: request.size.width, height: request.size.height, pixels: pixels)
    }

    /// The changed pixels where a mask is light, those of the picture elsewhere.
    func laid(_ changed: Raster, over picture: Raster, where mask: Raster) -> Raster {
        let canvas = PictureSampler(picture, over: request.size)
        let stencil = PictureSampler(mask, over: request.size)
        var pixels = changed.pixels
        for row in 0..<changed.height {
            for column in 0..<changed.width {
                let across = (Double(column) + 0.5) / Double(changed.width)
                let down = (Double(row) + 0.5) / Double(changed.height)
                guard stencil.tint(across: across, down: down).luma < 0.5 else { continue }
                let own = canvas.tint(across: across, down: down)
                let place = (row * changed.width + column) * 3
                pixels[place] = UInt8(own.red.rounded())
                pixels[place + 1] = UInt8(own.green.rounded())
                pixels[place + 2] = UInt8(own.blue.rounded())
            }
        }
        return Raster(width: changed.width, height: changed.height, pixels: pixels)
    }
}
