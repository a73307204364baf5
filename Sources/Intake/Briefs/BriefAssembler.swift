import Core
import Resources

/// Makes a brief of an issue's answers, noting every problem on the way.
struct BriefAssembler {
    let answers: IssueAnswers
    let identity: IssueIdentity
    let settings: Settings
    /// The file that the issue names under Items, where it names one and it is there.
    let batch: BatchFile?
    private(set) var problems: [BriefProblem]

    init(answers: IssueAnswers, identity: IssueIdentity, settings: Settings, batch: BatchFile? = nil) {
        self.answers = answers
        self.identity = identity
        self.settings = settings
        self.batch = batch
        problems = answers.problems
    }

    /// Of use only when `problems` is empty afterwards.
    mutating func brief() -> Brief {
        var brief = Brief(prompt: "", seed: BriefReader.seed(of: identity), outputPath: outputPath())
        let items = items()
        brief.prompt = prompt(hasItems: !items.isEmpty || answers.answers[.items] != nil)
        brief.items = answers.answers[.prompt] == nil ? items : items.map { $0.with(common: brief.prompt) }
        brief.kind =
            choice(.kind, among: BriefKind.allCases.map(\.rawValue), aliases: Self.otherKinds).flatMap(BriefKind.init)
            ?? (items.isEmpty ? .image : .batch)
        brief.count = count(items: items.count)
        brief.negativePrompt = text(.negativePrompt, limit: 2_000)
        brief.style = text(.style, limit: 500)
        brief.camera = text(.camera, limit: 500)
        let (size, aspect) = sizeAndAspect()
        brief.size = size
        brief.aspectRatio = aspect?.text
        brief.resolution = resolution()
        let isVideo = brief.kind == .video
        brief.videos = flag(.videos)
        let isFilmed = isVideo || brief.kind == .story && brief.videos
        if isFilmed { frameVideo(&brief, aspect: aspect) }
        // A video's lines are its own matter; a picture that says nothing else of its size has as many.
        if !isFilmed, answers.answers[.size] == nil, let lines = brief.resolution.flatMap(SizeText.lines) {
            brief.size = SizeText.size(lines: lines, aspect: aspect?.value)
        }
        brief.format =
            choice(
                .format, among: isVideo ? ["mp4"] : ["png", "jpeg", "webp"], aliases: isVideo ? [:] : ["jpg": "jpeg"]
            )
            .flatMap(MediaType.init(format:)) ?? (isVideo ? .mp4 : .png)
        brief.namesSize = answers.answers[.size] != nil || answers.answers[.resolution] != nil
        brief.namesFormat = answers.answers[.format] != nil
        brief.palette = palette()
        if let seed = integer(.seed, in: 0...Int(Seed.limit - 1)).flatMap({ Seed($0) }) { brief.seed = seed }
        brief.model = model()
        brief.quality =
            choice(.quality, among: QualityTier.allCases.map(\.rawValue)).flatMap(QualityTier.init) ?? .balanced
        let threshold = integer(.threshold, in: 0...100, units: ["%", "/100", "percent", "points"])
        brief.threshold = threshold ?? settings.threshold
        brief.namesThreshold = threshold != nil
        brief.attempts =
            integer(.attempts, in: 1...10, units: ["attempts", "attempt", "times", "tries"]) ?? settings.attempts
        brief.budget = budget()
        brief.references = references()
        if brief.kind == .edit {
            brief.keepsSize = [BriefField.size, .aspectRatio, .resolution].allSatisfy { answers.answers[$0] == nil }
            if brief.references.isEmpty, answers.answers[.references] == nil {
                note(
                    .references, found: "",
                    accepted: "the picture to change: one in the text, an http or https address, "
                        + "or a path inside the repository")
            }
        }
        brief.mask = mask(of: brief.kind)
        (brief.optimise, brief.chain) = optimisation()
        brief.approval = flag(.approval)
        brief.audio = flag(.audio)
        brief.checkpoints = checkpoints()
        brief.scenes = integer(.scenes, in: 1...Brief.mostScenes, units: ["scenes", "scene"])
        if brief.kind == .story { arrangeScenes(&brief, items: items) }
        brief.duration = decimal(.duration, in: 1...60, units: ["s", "sec", "second", "seconds"])
        brief.fps = integer(.fps, in: 8...60, units: ["fps", "frames per second"])
        brief.firstFrame = frame(.firstFrame)
        brief.lastFrame = frame(.lastFrame)
        return brief
    }

    private static let otherKinds = [
        "images": "image", "picture": "image", "pictures": "image", "edits": "edit", "videos": "video",
        "stories": "story",
    ]

    mutating func note(_ field: BriefField, found: String, accepted: String, nearest: String? = nil) {
        let line = found.split(whereSeparator: \.isNewline).joined(separator: " ")
        problems.append(
            BriefProblem(
                field: field.rawValue, found: line.isEmpty ? "nothing" : String(line.prefix(100)), accepted: accepted,
                nearest: nearest))
    }

    /// The one text of a field; nil where it was not given, or is a list or mapping, which is noted.
    mutating func single(_ field: BriefField, accepted: @autoclosure () -> String) -> String? {
        guard let answer = answers.answers[field] else { return nil }
        guard let text = answer.text else {
            note(field, found: answer.shown, accepted: accepted())
            return nil
        }
        return text
    }

    /// Whether anything was said of a field: what is accepted is only put into words where it was.
    func has(_ field: BriefField) -> Bool { answers.answers[field] != nil }

    /// Free text without control characters, of at most `limit` characters.
    mutating func text(_ field: BriefField, limit: Int) -> String? {
        guard has(field) else { return nil }
        let accepted = "a text of at most \(Grouped.digits(limit)) characters"
        guard let text = single(field, accepted: accepted) else { return nil }
        return checked(text, field, limit: limit, accepted: accepted)
    }

    mutating func checked(_ text: String, _ field: BriefField, limit: Int, accepted: String) -> String? {
        let clean = PromptText.clean(text)
        let length = clean.unicodeScalars.count
        guard length <= limit else {
            note(field, found: "\(Grouped.digits(length)) characters: \(clean.prefix(40))…", accepted: accepted)
            return nil
        }
        return clean.isEmpty ? nil : clean
    }

    private mutating func prompt(hasItems: Bool) -> String {
        let accepted = "a text of 1 to 4,000 characters"
        if answers.answers[.prompt] != nil {
            guard let raw = single(.prompt, accepted: accepted) else { return "" }
            let lines = AttachedImages.extracted(from: BodyScanner.lines(of: raw)).lines
            let text = lines.map(\.text).joined(separator: "\n").trimmed
            if let prompt = checked(text, .prompt, limit: 4_000, accepted: accepted) { return prompt }
            if text.isEmpty { note(.prompt, found: raw, accepted: accepted) }
            return ""
        }
        // The items say what to make; the title only says what the whole is.
        if hasItems { return checked(answers.title, .prompt, limit: 4_000, accepted: accepted) ?? "" }
        if answers.hasEmptyPrompt || PromptText.clean(answers.prose).isEmpty {
            note(.prompt, found: "", accepted: accepted + ", or items")
            return ""
        }
        return checked(answers.prose, .prompt, limit: 4_000, accepted: accepted) ?? ""
    }

    private mutating func count(items: Int) -> Int {
        let units = [
            "images", "image", "pictures", "picture", "posters", "poster", "variants", "variant", "pieces", "x",
        ]
        guard let count = integer(.count, in: 1...100, units: units) else { return max(1, items) }
        if items > 0, count != items {
            note(
                .count, found: "\(count), and \(items) items", accepted: "no count beside items, or as many",
                nearest: "\(items)")
        }
        return count
    }
}

extension BatchItem {
    /// What stands under `Prompt` holds for every item of a batch; the key stays that of the item's own words.
    fileprivate func with(common prompt: String) -> BatchItem {
        prompt.isEmpty ? self : BatchItem(key: key, prompt: "\(self.prompt), \(prompt)", size: size, seed: seed)
    }
}
