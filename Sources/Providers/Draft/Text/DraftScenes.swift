import Core

/// Splits a story into scenes at its own sentences, and gives each a way for the camera to move.
struct DraftScenes {
    private let sentences: [String]
    private let style: String?
    private let count: Int

    init(_ story: String, style: String?, count: Int) {
        sentences = Self.sentences(of: story)
        self.style = style
        self.count = count
    }

    /// What stays the same is what the first sentence tells of: who and what the story is about.
    var json: JSONValue {
        let scenes = (0..<count).map { place -> JSONValue in
            let share = share(place)
            return [
                "title": .string(title(of: share)), "prompt": .string(prompt(share, place)),
                "camera": .string(camera(place)),
            ]
        }
        let first = sentences.first ?? ""
        return [
            "title": .string(title(of: [first])),
            "arc": .string(PlainText.line(sentences.joined(separator: " "), limit: 300)),
            "characters": .string(count > 1 ? PlainText.line(first, limit: 300) : ""), "place": .string(""),
            "look": .string(style.map { PlainText.line($0, limit: 200) } ?? ""), "scenes": .array(scenes),
        ]
    }

    /// The sentences of one scene: equal shares in order; of too few, the one that its place falls on.
    private func share(_ place: Int) -> [String] {
        guard sentences.count > count else { return [sentences[place * sentences.count / count]] }
        return Array(sentences[(place * sentences.count / count)..<((place + 1) * sentences.count / count)])
    }

    private func title(of share: [String]) -> String {
        let words = (share.first ?? "").split(separator: " ").prefix(6).joined(separator: " ")
        return PlainText.line(words.filter { !".,;:!?".contains($0) }, limit: 60)
    }

    private func prompt(_ share: [String], _ place: Int) -> String {
        var text = share.joined(separator: " ")
        if sentences.count < count { text += ", " + moment(place) }
        return DraftRewrite(text, style: style).text(step: "")
    }

    /// Tells apart the scenes that one sentence has to do for.
    private func moment(_ place: Int) -> String {
        let same = (0..<count).filter { $0 * sentences.count / count == place * sentences.count / count }
        let views = ["a wide view", "closer, on who or what it is about", "a telling detail", "seen from another side"]
        let number = same.firstIndex(of: place) ?? 0
        return "\(views[number % views.count]), moment \(number + 1) of \(same.count)"
    }

    private func camera(_ place: Int) -> String {
        if place == 0 { return "slow push in from a wide view" }
        if place == count - 1 { return "slow pull back to a wide view" }
        let middle = ["pan from left to right", "slow tilt upwards", "tracking alongside", "held, with a slight drift"]
        return middle[(place - 1) % middle.count]
    }

    /// At line ends and sentence marks; never empty.
    private static func sentences(of story: String) -> [String] {
        var found: [String] = []
        var sentence = ""
        func close() {
            let text = PlainText.line(sentence, limit: 1000)
            if text.contains(where: \.isLetter) { found.append(text) }
            sentence = ""
        }
        for character in story {
            if character.isNewline {
                close()
                continue
            }
            sentence.append(character)
            if ".!?。！？".contains(character) { close() }
        }
        close()
        return found.isEmpty ? [PlainText.line(story, limit: 1000)] : Array(found.prefix(500))
    }
}
