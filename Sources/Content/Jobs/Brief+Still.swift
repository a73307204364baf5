package import Core

extension Brief {
    /// The brief of a still that a video starts from: the model that it names makes videos, so that any may draw it.
    package var forStill: Brief {
        var still = self
        still.model = nil
        still.kind = .image
        still.format = .png
        return still
    }
}
