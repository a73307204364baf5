extension Brief {
    /// How many scenes a story has that names none.
    package static let usualScenes = 4
    package static let mostScenes = 20

    /// How many scenes the story has; none for a brief of another kind.
    package var sceneCount: Int { kind == .story ? max(1, scenes ?? Self.usualScenes) : 0 }

    /// The parts of a story, in the order in which they are delivered; none for a brief of another kind.
    package var storyParts: [StoryPart] {
        guard kind == .story else { return [] }
        let scenes = Array(1...sceneCount)
        return scenes.map(StoryPart.picture) + (videos ? scenes.map(StoryPart.video) + [.film] : [])
    }

    /// The assets of one group, in order.
    package func assets(in group: AssetGroup) -> [BatchItem] {
        guard group != .all else { return assets }
        let keys = Set(
            storyParts.filter { part in
                switch (part, group) {
                case (.picture, .scenes), (.video, .videos), (.film, .film): true
                case (.picture, _), (.video, _), (.film, _): false
                }
            }.map(\.key))
        return assets.filter { keys.contains($0.key) }
    }

    /// The parts of a story, each with the prompt of the whole: what is seen in its scene is not known before it was told.
    var storyAssets: [BatchItem] { storyParts.map { BatchItem(key: $0.key, prompt: prompt) } }
}
