/// Every model that is described, whether or not it can be called here.
package struct ModelRegistry: Hashable, Sendable {
    /// In the order of their names.
    package let models: [Model]

    /// Of two of one name the later counts.
    package init(_ models: [Model]) {
        let byName = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        self.models = byName.values.sorted { $0.name < $1.name }
    }

    package static let empty = ModelRegistry([])

    package subscript(name: String) -> Model? { models.first { $0.name == name } }

    package func models(for ability: ModelAbility) -> [Model] { models.filter { $0.abilities.contains(ability) } }
}
