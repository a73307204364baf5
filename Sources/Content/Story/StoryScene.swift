/// One scene of a story, in words.
package struct StoryScene: Hashable, Sendable {
    /// A few words; empty where nobody gave any.
    package let title: String
    /// What is seen.
    package let prompt: String
    /// How the camera moves, where the scene is filmed.
    package let camera: String

    package init(title: String, prompt: String, camera: String) {
        self.title = title
        self.prompt = prompt
        self.camera = camera
    }
}
