/// What a brief asks for.
package enum BriefKind: String, Hashable, Sendable, CaseIterable {
    case image, edit, video, story, batch
}
