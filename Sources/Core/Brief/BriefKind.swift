/// What a brief asks for.
package enum BriefKind: String, Hashable, Sendable, CaseIterable {
    case image, edit, video, story, batch

    /// What a model must be able to do that makes its assets.
    package var ability: ModelAbility {
        switch self {
        case .image, .story, .batch: .image
        case .edit: .edit
        case .video: .video
        }
    }
}
