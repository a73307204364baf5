/// Why a scene could not be set.
enum SceneError: Error {
    case git(String, String)
    case noJSON(String)
}
