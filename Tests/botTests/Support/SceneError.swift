/// Why a scene could not be set.
enum SceneError: Error {
    case git(String, String)
    /// What the service said instead.
    case notServing(String)
    case noJSON(String)
    /// Runs of an issue ended before they could be caught at work.
    case tooQuick(String)
}
