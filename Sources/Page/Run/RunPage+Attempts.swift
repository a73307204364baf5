import Content
import Core

/// All attempts of each asset side by side, with what they came to.
extension RunPage {
    /// How many assets are shown with their attempts.
    private static var mostAssets: Int { 200 }

    var attempts: Markup {
        let lines = report.lines
        guard !lines.isEmpty else {
            return "\(title("attempts", "Attempts"))<p class=\"soft\">This run makes no files.</p>"
        }
        let parts = lines.prefix(Self.mostAssets).enumerated().map { asset($1, number: $0 + 1) }
        let more: Markup =
            lines.count > Self.mostAssets
            ? "<p class=\"soft\">The first \(Self.mostAssets) of \(lines.count) are shown; the report has all.</p>" : ""
        return "\(title("attempts", "Attempts"))\(parts)\(more)"
    }

    private func asset(_ line: AssetLine, number: Int) -> Markup {
        var note: Markup = ""
        if case .missing(let reason?) = line.state { note = "<p>Not made: \(foreign: reason, limit: 600)</p>" }
        let prompt: Markup =
            line.item.prompt == view.charter.brief.prompt
            ? "" : "<p class=\"prompt soft\" dir=\"auto\">\(lines: line.item.prompt, limit: 600)</p>"
        let cards = line.attempts.map { attempt($0, of: line, number: number) }
        let row: Markup =
            cards.isEmpty ? "" : "<ul class=\"attempts\" aria-label=\"Attempts of \(line.name)\">\(cards)</ul>"
        return """
            <article class="asset" aria-labelledby="asset-\(number)">
            <h3 id="asset-\(number)">\(foreign: line.name, limit: 80) \(line.state.tone.badge(line.state.word))</h3>
            \(prompt)\(note)\(row)\(comparison(line, number: number))\(again(line, number: number))
            </article>
            """
    }

    private func attempt(_ attempt: AttemptView, of line: AssetLine, number: Int) -> Markup {
        let asset = attempt.asset
        let score: Markup =
            attempt.judgement.map { judged in
                """
                <span class="score">\(Figures.score(judged.score))</span> <span class="soft">of 100, \(judged.verdict.rawValue)</span>
                """
            } ?? "<span class=\"soft\">not judged</span>"
        let chosen: Markup = attempt.isSelected ? " <strong class=\"chosen\">✓ chosen</strong>" : ""
        let cost = asset.isReused ? "reused, \(Figures.money(.zero))" : Figures.money(asset.cost)
        return """
            <li\(attempt.isSelected ? " class=\"picked\"" : "" as Markup)>
            <figure>\(picture(attempt))
            <figcaption><span>Attempt \(asset.attempt)\(chosen)</span><span>\(score)</span>
            <span class="soft">seed \(asset.seedText) · \(cost)</span>
            <span class="soft">\(foreign: "\(asset.provider) \(asset.model)", limit: 80) · \(Figures.size(asset.size))</span></figcaption></figure>\(choice(attempt, of: line, number: number))
            </li>
            """
    }

    private func picture(_ attempt: AttemptView) -> Markup {
        let asset = attempt.asset
        let file: Markup = "\(home)/files/\(asset.sha256.hex)"
        let still = asset.film == nil ? asset.sha256 : asset.film?.poster
        if asset.mediaType == .mp4 { return player(attempt, file: file, still: still) }
        guard let still else { return "<a class=\"frame\" href=\"\(file)\">\(asset.mediaType.format)</a>" }
        let size = Self.fitted(asset.size)
        return """
            <a class="frame" href="\(file)"><img src="\(home)/thumbs/\(still.hex)" width="\(size.width)" height="\(size.height)" alt="Attempt \(asset.attempt) of \(asset.key.text): \(asset.prompt, limit: 160)" loading="lazy" decoding="async"></a>
            """
    }

    /// Nothing of a film is loaded before somebody plays it, and then as much as they look at.
    private func player(_ attempt: AttemptView, file: Markup, still: SHA256Digest?) -> Markup {
        let asset = attempt.asset
        let size = Self.fitted(asset.size)
        let poster: Markup = still.map { " poster=\"\(home)/thumbs/\($0.hex)\"" } ?? ""
        return """
            <div class="frame"><video id="film-\(asset.sha256.hex)" src="\(file)"\(poster) width="\(size.width)" height="\(size.height)" controls playsinline preload="none" aria-label="Attempt \(asset.attempt) of \(asset.key.text): \(asset.prompt, limit: 160)"><a href="\(file)">The film as a file</a></video></div>
            """
    }

    /// The sides in which a small picture is shown, so that the page does not move while it loads.
    private static func fitted(_ size: PixelSize) -> PixelSize {
        let longest = max(size.width, size.height, 1)
        return PixelSize(
            width: max(1, size.width * PagePictures.side / longest),
            height: max(1, size.height * PagePictures.side / longest))
    }

    /// A column for each attempt, a row for each criterion.
    private func comparison(_ line: AssetLine, number: Int) -> Markup {
        let names = Set(line.attempts.flatMap { Array(($0.judgement?.criteria ?? [:]).keys) }).sorted()
        guard !names.isEmpty else { return "" }
        let threshold = Double(view.charter.brief.threshold)
        let heads = line.attempts.map { attempt -> Markup in
            "<th scope=\"col\" class=\"figure\">Attempt \(attempt.asset.attempt)</th>"
        }
        let rows = names.map { name -> Markup in
            let cells = line.attempts.map { attempt -> Markup in
                guard let value = attempt.judgement?.criteria[name] else { return "<td></td>" }
                // A low score is told by its mark too.
                return value < threshold
                    ? "<td class=\"figure low\">! \(Figures.score(value))</td>"
                    : "<td class=\"figure\">\(Figures.score(value))</td>"
            }
            return "<tr><th scope=\"row\">\(CriterionWords.label(name), limit: 40)</th>\(cells)</tr>"
        }
        return """
            <details id="criteria-\(number)"><summary>Criteria</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Criteria of \(line.name)"><table>
            <caption>Scores by criterion; ! is under the threshold of \(view.charter.brief.threshold)</caption>
            <thead><tr><th scope="col">Criterion</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div></details>
            """
    }
}
