extension SeedTable {
    /// That of a brief; `attempts`: where people asked for more than the brief allows.
    package init(_ brief: Brief, attempts: Int? = nil) {
        let assets = brief.assets
        self.init(
            base: brief.seed, assets: assets.map(\.key), attempts: attempts ?? brief.attempts,
            chosen: Dictionary(
                assets.compactMap { item in item.seed.map { (item.key, $0) } }, uniquingKeysWith: { first, _ in first }),
            isList: brief.kind == .batch)
    }
}
