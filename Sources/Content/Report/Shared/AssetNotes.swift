import Core

/// What is worth saying of the chosen attempts beside their figures: which cost nothing, and which can't be made again.
enum AssetNotes {
    /// A sentence each; none for pictures that were made and can be made again.
    ///
    /// Names and models may be foreign text.
    static func lines(of report: RunReport) -> [String] {
        let chosen = report.lines.filter { $0.selected != nil }
        var lines: [String] = []
        let reused = chosen.filter { $0.selected?.asset.isReused ?? false }
        if !reused.isEmpty {
            let these = reused.count == 1 ? "it" : "them"
            lines.append(
                "\(names(reused)): reused, \(Figures.money(.zero)); an equal request had made \(these).")
        }
        let lost = chosen.filter { line in
            line.selected.map {
                !$0.asset.isReproducible
                    && ![SuppliedFile.provider, FilmAgent.provider].contains($0.asset.provider)
            } ?? false
        }
        for (model, own) in Dictionary(grouping: lost, by: { $0.selected?.asset.model ?? "" }).sorted(by: {
            $0.key < $1.key
        }) {
            lines.append("\(names(own)): can't be reproduced, as \(model) takes no seed.")
        }
        return lines
    }

    private static func names(_ lines: [AssetLine]) -> String {
        let shown = lines.prefix(12).map(\.name).joined(separator: ", ")
        return lines.count > 12 ? "\(shown) and \(lines.count - 12) more" : shown
    }
}
