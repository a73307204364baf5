import Core

extension ModelFileReader {
    /// What is left out of `{seconds: [4, 12], step: 4, fps: 24, firstFrame: needed, lastFrame: true, references: 4, sound: true, drafts: true}` is usual.
    mutating func clips(of top: MappingReader) -> ClipLimits {
        var clips = ClipLimits()
        let known = ["seconds", "step", "fps", "firstFrame", "lastFrame", "references", "sound", "drafts"]
        guard let node = top["clips"],
            let members = MappingReader(node, "'clips'", known: known, problems: &problems)
        else { return clips }
        if let node = members["seconds"] {
            let bounds = (node.json.array ?? []).compactMap(\.integer)
            if bounds.count == 2, bounds[0] >= 1, bounds[0] <= bounds[1], bounds[1] <= 600 {
                clips.seconds = bounds[0]...bounds[1]
            } else {
                problems.add(node.mark, "'seconds' of 'clips' is the shortest and the longest, as [4, 12].")
            }
        }
        clips.step = members.integer("step", in: 1...600, problems: &problems) ?? 1
        clips.framesPerSecond = members.integer("fps", in: 1...120, problems: &problems)
        let frames = ClipLimits.FirstFrame.allCases.map(\.rawValue)
        if let word = members.text("firstFrame", problems: &problems) {
            if let use = ClipLimits.FirstFrame(rawValue: word) {
                clips.firstFrame = use
            } else {
                problems.addUnknown("value of 'firstFrame':", word, at: members.mark(of: "firstFrame"), known: frames)
            }
        }
        clips.takesLastFrame = flag("lastFrame", of: members) ?? false
        clips.references = members.integer("references", in: 0...100, problems: &problems) ?? 0
        clips.makesSound = flag("sound", of: members) ?? false
        clips.makesDrafts = flag("drafts", of: members) ?? false
        return clips
    }
}
