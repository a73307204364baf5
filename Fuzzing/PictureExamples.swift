import Core
import FoundationEssentials
import Imaging

/// Small pictures of each type, plain and marked, for a corpus to begin with.
enum PictureExamples {
    /// False where the folder can't be written.
    static func write(to folder: String) -> Bool {
        for type in [MediaType.png, .jpeg, .webp] {
            for side in [1, 16, 40] {
                let pixels = (0..<side * side * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
                let raster = Raster(width: side, height: side, pixels: pixels)
                guard let plain = try? ImageCodec.encode(raster, as: type) else { return false }
                let name = "\(folder)/\(type.fileExtension)-\(side)"
                let marked = (try? PictureTarget.provenance.embed(in: plain))?.bytes
                for (suffix, bytes) in [("plain", plain), ("marked", marked ?? plain)] {
                    guard (try? Data(bytes).write(to: URL(filePath: "\(name)-\(suffix)"))) != nil else { return false }
                }
            }
        }
        return true
    }
}
