import Core

/// What models of services that host anybody's are usually asked for; the registry's options say what else a model wants.
///
/// An option that is null takes a field away that the model does not know; one that is a text makes that of a number.
struct PlainJobBody {
    private var members: [String: JSONValue]

    init(_ request: ImageRequest, for model: Model) {
        members = model.options
        members["prompt"] = .string(PromptText.text(of: request))
        if model.takesSeed { members["seed"] = .integer(Int64(request.seed.value)) }
        // Some are told a shape in place of a size.
        if members["aspect_ratio"]?.string != nil {
            members["aspect_ratio"] = .string(ArkVideoBody.ratio(of: request.size))
        }
        put("width", Int64(request.size.width))
        put("height", Int64(request.size.height))
        if members["image_size"]?.object != nil || model.provider == "fal" {
            if model.options["image_size"] != .null {
                members["image_size"] = [
                    "width": .integer(Int64(request.size.width)), "height": .integer(Int64(request.size.height)),
                ]
            }
            if model.provider == "fal" {
                members["width"] = nil
                members["height"] = nil
            }
        }
        put(pictures: request.references, model)
    }

    init(_ request: VideoRequest, for model: Model) {
        members = model.options
        members["prompt"] = .string(request.prompt)
        if model.takesSeed { members["seed"] = .integer(Int64(request.seed.value)) }
        put("duration", (request.duration.milliseconds + 500) / 1000)
        if model.options["aspect_ratio"] != .null {
            members["aspect_ratio"] = .string(ArkVideoBody.ratio(of: request.size))
        }
        if model.options["resolution"] != .null {
            members["resolution"] = .string(ArkVideoBody.resolution(of: request.size))
        }
        put(pictures: request.firstFrame.map { [$0] } ?? request.references, model)
    }

    var json: JSONValue { .object(members.filter { $0.value != .null }) }

    private mutating func put(_ name: String, _ number: Int64) {
        switch members[name] {
        case .null?: break
        case .string?: members[name] = .string("\(number)")
        default: members[name] = .integer(number)
        }
    }

    /// Where the model's options name a list of pictures it is filled, else the one picture has the usual name.
    private mutating func put(pictures: [SourcePicture], _ model: Model) {
        guard let first = pictures.first else { return }
        let lists = ["image_urls", "image_input", "input_images", "reference_images"]
        if let list = lists.first(where: { model.options[$0]?.array != nil }) {
            members[list] = .array(pictures.map { .string($0.inlineAddress) })
        } else {
            let single = ["image_url", "image", "input_image", "start_image", "first_frame_image"]
                .first { model.options[$0] != nil }
            members[single ?? (model.provider == "fal" ? "image_url" : "image")] = .string(first.inlineAddress)
        }
    }
}
