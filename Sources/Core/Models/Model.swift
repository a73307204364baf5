/// One model as the registry describes it: who serves it, what it can, what it costs.
package struct Model: Hashable, Sendable {
    /// The registry's name for it, by which briefs ask for it and reports show it.
    package let name: String
    /// The adapter that speaks its service's language: `openai`, `draft`.
    package let provider: String
    /// What the service calls it.
    package let id: String
    package let abilities: Set<ModelAbility>
    /// What it is best asked for, if it answers with text; a model without a role stands in for any.
    package let roles: Set<ModelRole>
    /// What it makes is good enough for this tier and those below it.
    package let tier: QualityTier
    /// How good it is among the models of its tier, 0 to 1.
    package let quality: Double
    /// Whether it is a trained model (`trainedAlgorithmicMedia`), or a plain algorithm.
    package let isTrained: Bool
    /// Whether it is sent a seed, and makes the same of the same one.
    package let takesSeed: Bool
    package let sizes: ModelSizes
    /// Never empty; the first stands in for one that it does not make.
    package let formats: [MediaType]
    package let price: ModelPrice
    /// Fields that every request to it carries as they are, as its service names them: `quality: high`.
    package let options: [String: JSONValue]
    /// Codes and statuses above 499 by which its service says that it did nothing and charged nothing.
    package let unbilled: Set<String>
    /// Names of the models that stand in for it.
    package let backups: [String]
    /// How long an answer is waited for.
    package let timeout: Duration
    /// How many of its calls may be under way at once in this process.
    package let concurrency: Int
    /// How many calls a minute its service takes; nil where no limit is known.
    package let callsPerMinute: Int?
    /// How many pictures a request may bring along, of a model with `edit`.
    package let references: Int
    /// How many pictures that belong together one call may make; 1 for a model that makes them singly.
    package let group: Int
    /// Whether it hands over each picture of a group as soon as it is made.
    package let streams: Bool

    package init(
        name: String, provider: String, id: String, abilities: Set<ModelAbility> = [.image],
        roles: Set<ModelRole> = [], tier: QualityTier = .balanced, quality: Double = 0.5, isTrained: Bool = true,
        takesSeed: Bool = false,
        sizes: ModelSizes = .limits(ModelSizes.Limits()), formats: [MediaType] = [.png, .jpeg, .webp],
        price: ModelPrice, options: [String: JSONValue] = [:], unbilled: Set<String> = [], backups: [String] = [],
        timeout: Duration = .seconds(600), concurrency: Int = 5, callsPerMinute: Int? = nil,
        references: Int = 16, group: Int = 1, streams: Bool = false
    ) {
        self.name = name
        self.provider = provider
        self.id = id
        self.abilities = abilities
        self.roles = roles
        self.tier = tier
        self.quality = quality
        self.isTrained = isTrained
        self.takesSeed = takesSeed
        self.sizes = sizes
        self.formats = formats
        self.price = price
        self.options = options
        self.unbilled = unbilled
        self.backups = backups
        self.timeout = timeout
        self.concurrency = concurrency
        self.callsPerMinute = callsPerMinute
        self.references = references
        self.group = group
        self.streams = streams
    }

    package var description: ModelDescription {
        ModelDescription(provider: provider, name: name, isTrained: isTrained, takesSeed: takesSeed)
    }

    /// The type itself where it makes that, else the one that stands in.
    package func format(for wanted: MediaType) -> MediaType {
        formats.contains(wanted) ? wanted : formats.first ?? wanted
    }
}
