import Core

extension BriefAssembler {
    /// A story that names no scenes has as many as its items, or four; what is for single pictures and videos has no place in one.
    ///
    /// The items say what happens in each scene, in order, so that nothing is added to them.
    mutating func arrangeScenes(_ brief: inout Brief, items: [BatchItem]) {
        brief.items = items
        brief.count = 1
        for field in [BriefField.count, .firstFrame, .lastFrame] {
            guard let answer = answers.answers[field] else { continue }
            note(
                field, found: answer.shown,
                accepted: field == .count
                    ? "nothing in a story, which has 'scenes'"
                    : "nothing in a story, whose pictures its videos start from")
        }
        guard !items.isEmpty else {
            brief.scenes = brief.scenes ?? Brief.usualScenes
            return
        }
        if items.count > Brief.mostScenes {
            note(.items, found: "\(items.count) scenes", accepted: "at most \(Brief.mostScenes) scenes of a story")
        }
        if let scenes = brief.scenes, scenes != items.count {
            note(
                .scenes, found: "\(scenes), and \(items.count) items", accepted: "no scenes beside items, or as many",
                nearest: "\(items.count)")
        }
        brief.scenes = items.count
    }
}
