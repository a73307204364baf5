package import Core

/// The record that a story was split into scenes; kept in the log as `story.arced`.
package struct StoryArced: Hashable, Sendable {
    package static let type = "story.arced"
    package let title: String
    /// The whole of it in a sentence or two.
    package let arc: String
    /// Who is seen in every scene; this, `place` and `look` stay the same in all of them, and may be empty.
    package let characters: String
    package let place: String
    package let look: String
    /// As many as the brief asks for.
    package let scenes: [StoryScene]
    /// The model that told it; nil where nobody was asked, or gave nothing of use.
    package let model: String?
    package let cost: MicroDollars
    /// Whether an earlier request of the same words had been answered so.
    package let isReused: Bool
    /// What is otherwise than asked for, a sentence each; a service's or a model's words may be among it.
    package let notes: [String]

    package init(
        title: String, arc: String = "", characters: String = "", place: String = "", look: String = "",
        scenes: [StoryScene], model: String? = nil, cost: MicroDollars = .zero, isReused: Bool = false,
        notes: [String] = []
    ) {
        self.title = title
        self.arc = arc
        self.characters = characters
        self.place = place
        self.look = look
        self.scenes = scenes
        self.model = model
        self.cost = cost
        self.isReused = isReused
        self.notes = notes
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [
            "title": .string(title), "arc": .string(arc), "characters": .string(characters), "place": .string(place),
            "look": .string(look), "cost": .integer(cost.count),
            "scenes": .array(
                scenes.map {
                    ["title": .string($0.title), "prompt": .string($0.prompt), "camera": .string($0.camera)]
                }),
        ]
        payload["model"] = model.map(JSONValue.string)
        if isReused { payload["reused"] = true }
        if !notes.isEmpty { payload["notes"] = .array(notes.map(JSONValue.string)) }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let title = payload["title"]?.string,
            let scenes = payload["scenes"]?.array, !scenes.isEmpty
        else { return nil }
        self.init(
            title: title, arc: payload["arc"]?.string ?? "", characters: payload["characters"]?.string ?? "",
            place: payload["place"]?.string ?? "", look: payload["look"]?.string ?? "",
            scenes: scenes.map { scene in
                StoryScene(
                    title: scene["title"]?.string ?? "", prompt: scene["prompt"]?.string ?? "",
                    camera: scene["camera"]?.string ?? "")
            },
            model: payload["model"]?.string, cost: MicroDollars(Int64(payload["cost"]?.integer ?? 0)),
            isReused: payload["reused"]?.bool ?? false,
            notes: (payload["notes"]?.array ?? []).compactMap(\.string))
    }
}
