import Core

extension Asset {
    /// The seed as reports show it; a dash where none was sent, so that none makes the picture again, and for a film, which is cut.
    package var seedText: String { isReproducible && provider != FilmAgent.provider ? seed.description : "–" }
}
