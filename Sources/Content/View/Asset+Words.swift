import Core

extension Asset {
    /// The seed as reports show it; a dash where none was sent, so that none makes the picture again.
    var seedText: String { isReproducible ? seed.description : "–" }
}
