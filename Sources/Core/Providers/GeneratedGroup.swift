/// What became of each picture of one call for several.
package struct GeneratedGroup: Sendable {
    /// In the service's order; a model may make fewer than it was asked for, and one that failed does not hold up the others.
    package let pictures: [Result<GeneratedMedia, ProviderError>]

    package init(_ pictures: [Result<GeneratedMedia, ProviderError>]) { self.pictures = pictures }

    /// Of all that was made, what can't be had included.
    package var cost: MicroDollars {
        pictures.reduce(.zero) { sum, picture in
            switch picture {
            case .success(let media): sum + media.cost
            case .failure(.wasted(_, let cost)): sum + cost
            case .failure: sum
            }
        }
    }
}
