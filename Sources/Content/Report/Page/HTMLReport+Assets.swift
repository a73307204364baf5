import Core

extension HTMLReport {
    /// The delivered attempt of each asset at a glance.
    var contactSheet: String? {
        guard !report.lines.isEmpty else { return nil }
        let items = report.lines.map { "<li>\(figure($0))</li>" }
        return """
            <section aria-labelledby="sheet">
            <h2 id="sheet">\(report.noun == "picture" ? "Pictures" : report.noun == "video" ? "Videos" : "Pictures and videos")</h2>
            <ul class="sheet">
            \(items.joined(separator: "\n"))
            </ul>
            </section>
            """
    }

    private func figure(_ line: AssetLine) -> String {
        let selected = line.selected
        let file = view.delivery.flatMap { made in selected?.path.flatMap { links.address(of: $0, in: made) } }
        let frame = "<span class=\"frame\">\(selected.map { picture(of: $0, class: nil) } ?? line.state.word)</span>"
        let score = selected?.judgement.map { "<span class=\"score\">\(Figures.score($0.score))</span>" } ?? ""
        var facts: [String] = []
        if let asset = selected?.asset {
            facts = [
                asset.provider == FilmAgent.provider
                    ? Figures.duration(asset.film?.duration ?? .zero)
                    : asset.isReproducible ? "seed \(asset.seed)" : "can't be reproduced", Figures.size(asset.size),
                Figures.bytes(asset.bytes),
            ]
            if line.attempts.count > 1 { facts.insert("attempt \(asset.attempt) of \(line.attempts.count)", at: 0) }
            if asset.isReused { facts.append("reused, \(Figures.money(.zero))") }
            if line.cost > .zero { facts.append(Figures.money(line.cost)) }
        }
        return """
            <figure>\(HTML.link(frame, to: file))
            <figcaption><span class="name">\(HTML.foreign(line.name, limit: 80))</span>\(score)
            <span class="verdict \(line.state.tone.rawValue)">\(line.state.word)</span>
            <span class="facts">\(facts.map { "<span>\($0)</span>" }.joined(separator: " · "))</span></figcaption></figure>
            """
    }

    /// With its true sides, so that the page does not move while it loads.
    private func picture(of attempt: AttemptView, class name: String?) -> String {
        let asset = attempt.asset
        guard let thumbnail = thumbnails[asset.sha256] else { return "no preview" }
        let alt = HTML.text("Attempt \(asset.attempt) of \(asset.key): \(asset.prompt)", limit: 160)
        return "<img\(name.map { " class=\"\($0)\"" } ?? "") src=\"\(HTML.dataAddress(thumbnail))\" alt=\"\(alt)\" "
            + "width=\"\(asset.size.width)\" height=\"\(asset.size.height)\" loading=\"lazy\" decoding=\"async\">"
    }

    /// All attempts of each asset side by side; those that needed more than one, or fell short, lie open.
    var attempts: String? {
        let lines = report.lines.filter { !$0.attempts.isEmpty || $0.state.isLacking }
        guard !lines.isEmpty else { return nil }
        let open = Set(lines.filter { $0.attempts.count > 1 || $0.state.isLacking }.prefix(12).map(\.item.key))
        let parts = lines.map { details($0, isOpen: open.contains($0.item.key)) }
        return """
            <section aria-labelledby="attempts">
            <h2 id="attempts">Attempts and criteria</h2>
            \(semantic)\(parts.joined(separator: "\n"))
            </section>
            """
    }

    /// Whether adherence was judged, and where judges and answers differ.
    private var semantic: String {
        let lines = SemanticLines(report)
        guard let summary = lines.summary else { return "" }
        let notes = lines.notes.prefix(100).map { "<li>\(HTML.foreign($0, limit: 400))</li>" }
        return "<p>Review: \(HTML.foreign(summary, limit: 1000)).</p>\n"
            + (notes.isEmpty ? "" : "<ul>\(notes.joined(separator: "\n"))</ul>\n")
    }

    private func details(_ line: AssetLine, isOpen: Bool) -> String {
        let count = line.attempts.count
        return """
            <details class="asset"\(isOpen ? " open" : "")>
            <summary><h3>\(HTML.foreign(line.name, limit: 80))</h3>
            <span class="soft">\(count) attempt\(count == 1 ? "" : "s")</span>
            <span class="verdict \(line.state.tone.rawValue)">\(line.state.word)</span></summary>
            <div class="inner">\(prompt(of: line))
            \(reason(for: line))\(comparison(of: line.attempts))\(evidence(on: line.attempts))</div>
            </details>
            """
    }

    /// An item's own; the prompt that all share stands with the brief.
    private func prompt(of line: AssetLine) -> String {
        guard line.item.prompt != view.charter.brief.prompt else { return "" }
        let text = HTML.text(line.item.prompt, keepsLines: true, limit: 1000)
        return "<p class=\"prompt soft\" dir=\"auto\">\(text)</p>"
    }

    private func reason(for line: AssetLine) -> String {
        if case .missing(let reason?) = line.state { return "<p>Not made: \(HTML.foreign(reason, limit: 1000))</p>" }
        guard line.state == .short, let selected = line.selected, let judgement = selected.judgement else { return "" }
        let threshold = view.charter.brief.threshold
        let weak = CriterionWords.weakest(of: judgement, under: threshold).map { name, score in
            "\(HTML.text(CriterionWords.label(name), limit: 40)) \(Figures.score(score)) (\(CriterionWords.weakness(name)))"
        }
        return
            "<p>The best attempt scored \(Figures.score(judgement.score)), \(report.bar(of: selected)) was asked for. "
            + "What held it back: \(weak.joined(separator: "; ")).</p>"
    }

    /// What the judges saw in each attempt, or why there is no judgement.
    private func evidence(on attempts: [AttemptView]) -> String {
        attempts.filter { !$0.assessed.isEmpty }.map { attempt in
            let head = "<p>Attempt \(attempt.asset.attempt), as the judge saw it:</p>"
            let lines = SemanticLines.evidence(on: attempt)
            guard !lines.isEmpty else {
                return "<p>Attempt \(attempt.asset.attempt): adherence not judged: "
                    + "\(HTML.foreign(SemanticLines.reason(for: attempt), limit: 400))</p>"
            }
            return head
                + "<ul class=\"evidence\">\(lines.map { "<li>\(HTML.foreign($0, limit: 400))</li>" }.joined())</ul>"
        }.joined(separator: "\n")
    }

    /// A column for each attempt, a row for each criterion.
    private func comparison(of attempts: [AttemptView]) -> String {
        guard !attempts.isEmpty else { return "" }
        let threshold = Double(view.charter.brief.threshold)
        let heads = attempts.map { attempt in
            let thumb =
                attempts.count == 1 || thumbnails[attempt.asset.sha256] == nil
                ? "" : picture(of: attempt, class: "thumb")
            return "<th scope=\"col\"\(attempt.isSelected ? " class=\"chosen\"" : "")>\(thumb)"
                + "Attempt \(attempt.asset.attempt)\(attempt.isSelected && attempts.count > 1 ? ", chosen" : "")</th>"
        }
        var rows = [
            row(
                "Score",
                attempts.map { attempt in
                    attempt.judgement.map { bar($0.score, isLow: $0.verdict == .fail) } ?? "not judged"
                }),
            row("Verdict", attempts.map { $0.judgement?.verdict.rawValue ?? "" }),
            row("Seed", attempts.map { $0.asset.seedText }),
            row("Cost", attempts.map { ($0.asset.isReused ? "reused, " : "") + Figures.money($0.asset.cost) }),
            row("Model", attempts.map { HTML.foreign("\($0.asset.provider) \($0.asset.model)", limit: 80) }),
        ]
        let names = Set(attempts.flatMap { $0.judgement.map { Array($0.criteria.keys) } ?? [] }).sorted()
        rows += names.map { name in
            row(
                HTML.text(CriterionWords.label(name), limit: 40),
                attempts.map { attempt in
                    attempt.judgement?.criteria[name].map { bar($0, isLow: $0 < threshold) } ?? ""
                })
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Attempts compared"><table class="attempts">
            <thead><tr><th scope="col"></th>\(heads.joined())</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            """
    }

    private func row(_ head: String, _ cells: [String]) -> String {
        "<tr><th scope=\"row\">\(head)</th>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
    }

    private func bar(_ score: Double, isLow: Bool) -> String {
        let width = Figures.score(min(100, max(0, score)))
        return "<div class=\"measure\"><span\(isLow ? " class=\"low\"" : "")>\(Figures.score(score))</span>"
            + "<svg class=\"bar\(isLow ? " low" : "")\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" "
            + "aria-hidden=\"true\"><rect width=\"\(width)\" height=\"6\"/></svg></div>"
    }
}
