package import Core

/// Finds assets of a run that repeat an earlier one.
package enum Duplicates {
    /// For each asset that repeats one, the first in plan order that it repeats.
    ///
    /// `ordered` in plan order; `limit` is the number of differing bits, of 64, up to which two are the same picture. A repetition is
    /// itself no original: what repeats it is compared with the originals alone.
    package static func find(in ordered: [(AssetKey, PerceptualHash)], limit: Int) -> [AssetKey: AssetKey] {
        var originals: [(AssetKey, PerceptualHash)] = []
        var found: [AssetKey: AssetKey] = [:]
        for (key, hash) in ordered {
            if let original = originals.first(where: { $0.1.distance(to: hash) <= limit }) {
                found[key] = original.0
            } else {
                originals.append((key, hash))
            }
        }
        return found
    }
}
