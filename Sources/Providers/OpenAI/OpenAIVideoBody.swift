import Core

/// What `POST /videos` is asked for: JSON, or a form where a picture goes along.
struct OpenAIVideoBody {
    let size: String
    /// In whole seconds, as text: `"8"`.
    let seconds: String
    let prompt: String
    private let members: [String: JSONValue]
    private let picture: SourcePicture?

    init(_ request: VideoRequest, for model: Model) {
        size = request.size.description
        seconds = "\((request.duration.milliseconds + 500) / 1000)"
        prompt = request.prompt
        picture = request.firstFrame ?? request.references.first
        // The registry's own fields go first, so that none of them can change what is asked for.
        var members = model.options
        members["model"] = .string(model.id)
        members["prompt"] = .string(prompt)
        members["seconds"] = .string(seconds)
        members["size"] = .string(size)
        if model.takesSeed { members["seed"] = .integer(Int64(request.seed.value)) }
        // An option that is null takes a field away that a server does not know.
        self.members = members.filter { $0.value != .null }
    }

    var json: JSONValue { .object(members) }

    /// Nil where no picture goes along.
    var form: MultipartBody? {
        guard let picture else { return nil }
        var form = MultipartBody()
        form.add(members)
        form.add("input_reference", picture, number: 1)
        return form
    }
}
