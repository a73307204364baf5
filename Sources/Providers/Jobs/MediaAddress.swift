import Core

/// Finds the address of what a job made in an answer whose shape is the model's own.
enum MediaAddress {
    /// The first `http` address, or `data:` where the file itself stands in its place: under the names that are usual, then anywhere, in the order of the names.
    static func find(in json: JSONValue, depth: Int = 0) -> String? {
        guard depth < 8 else { return nil }
        if let text = json.string {
            return ["https://", "http://", "data:image/", "data:video/"].contains { text.hasPrefix($0) } ? text : nil
        }
        if let list = json.array { return list.lazy.compactMap { find(in: $0, depth: depth + 1) }.first }
        guard let members = json.object else { return nil }
        let usual = ["video", "videos", "image", "images", "output", "url"]
        let names = usual.filter { members[$0] != nil } + members.keys.filter { !usual.contains($0) }.sorted()
        return names.lazy.compactMap { members[$0].flatMap { find(in: $0, depth: depth + 1) } }.first
    }
}
