import Core
import Foundation
import Imaging

/// The photographs that the Python packages scikit-image and scikit-learn bring, where they are installed.
///
/// They are looked for in the usual places and under `VIRTUAL_ENV` and `SHOWRUNNER_PHOTOGRAPHS`.
enum RealPhotographs {
    private static let names = [
        "astronaut.png", "brick.png", "coffee.png", "coins.png", "rocket.jpg", "flower.jpg",
    ]

    static let paths: [String] = folders.flatMap { folder in names.map { "\(folder)/\($0)" } }
        .filter { FileManager.default.isReadableFile(atPath: $0) }

    private static var folders: [String] {
        let environment = ProcessInfo.processInfo.environment
        let libraries =
            ["/usr/lib", "/usr/local/lib", environment["VIRTUAL_ENV"].map { $0 + "/lib" }].compactMap { $0 }
            .flatMap { library in
                contents(of: library).filter { $0.hasPrefix("python3") }
                    .flatMap { ["\(library)/\($0)/site-packages", "\(library)/\($0)/dist-packages"] }
            }
        let packages = libraries.flatMap { ["\($0)/skimage/data", "\($0)/sklearn/datasets/images"] }
        return packages + [environment["SHOWRUNNER_PHOTOGRAPHS"]].compactMap { $0 }
    }

    private static func contents(of folder: String) -> [String] {
        // A folder that is not there has none.
        (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
    }

    /// Decoded, and scaled down to a side that a debug build judges in reasonable time.
    static func read(_ path: String, longestSide: Int) throws -> Raster {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        return try ImageCodec.decode(ImageCodec.thumbnail(of: bytes, longestSide: longestSide, as: .png))
    }
}
