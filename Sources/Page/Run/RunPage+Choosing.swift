import Content
import Core
import Engine

/// What one may say of a single asset where its attempts are shown: another of them, or a new one.
extension RunPage {
    /// The gate that waits with what was made, for a viewer who may decide.
    private var gateOfAssets: Gate? {
        guard viewer.mayDecide else { return nil }
        return view.board.openGates.first { $0.gate.kind == .approval && $0.gate.task != nil }?.gate
    }

    /// Has another attempt delivered than the one that is chosen.
    func choice(_ attempt: AttemptView, of line: AssetLine, number: Int) -> Markup {
        guard let gate = gateOfAssets, gate.options.contains(.supply), !attempt.isSelected else { return "" }
        let place = attempt.asset.attempt
        return form(
            gate,
            """
            <input type="hidden" name="asset" value="\(line.item.key.text)"><input type="hidden" name="attempt" value="\(place)">
            <button name="kind" value="pick" class="plain" id="pick-\(number)-\(place)" aria-label="Choose this one: attempt \(place) of \(line.name)">Choose this one</button>
            """)
    }

    /// Has one asset made again, as somebody wants it.
    func again(_ line: AssetLine, number: Int) -> Markup {
        guard let gate = gateOfAssets, gate.options.contains(.reject), !line.attempts.isEmpty else { return "" }
        let fields: Markup = """
            <input type="hidden" name="asset" value="\(line.item.key.text)">
            <label for="seed-\(number)">Seed (empty: one of the run’s own)</label>
            <input id="seed-\(number)" name="seed" inputmode="numeric" pattern="[0-9]{1,10}" maxlength="10">
            <label for="prompt-\(number)">Prompt (empty: the same as before)</label>
            <textarea id="prompt-\(number)" name="prompt" rows="3" maxlength="4000" dir="auto"></textarea>
            <div class="buttons"><button name="kind" value="regenerate">Make it again<small>\(line.name, limit: 60) alone, at the price of another attempt</small></button></div>
            """
        return """
            <details id="again-\(number)"><summary>Make \(foreign: line.name, limit: 60) again, with a seed or a prompt of yours</summary>
            \(form(gate, fields))</details>
            """
    }

    /// Has a file of a person's own stand in an asset's place.
    func supply(_ gate: Gate, number: Int) -> Markup {
        guard gate.options.contains(.supply) else { return "" }
        let keys: [AssetKey]
        if gate.kind == .humanReview {
            keys = gate.task.flatMap { view.board[$0]?.task.asset }.map { [$0] } ?? []
        } else {
            keys = report.lines.map(\.item.key)
        }
        let brief = view.charter.brief
        let fitting = keys.filter { SuppliedFile.canStand(for: $0, of: brief) }
        guard let first = fitting.first else { return "" }
        let options = fitting.map { key -> Markup in "<option value=\"\(key.text)\">\(key.text, limit: 80)</option>" }
        let asset: Markup =
            fitting.count == 1
            ? "<input type=\"hidden\" name=\"asset\" value=\"\(first.text)\">"
            : """
            <label for="place-\(number)">In place of</label>
            <select id="place-\(number)" name="asset">\(options)</select>
            """
        return """
            <details id="supplying-\(number)"><summary>Bring a file of your own</summary>
            <form class="decision" method="post" action="\(home)/supply" enctype="multipart/form-data">
            \(hidden(gate))\(asset)
            <label for="file-\(number)">A picture in PNG, JPEG or WebP, up to 32 MB</label>
            <input id="file-\(number)" name="file" type="file" accept="image/png,image/jpeg,image/webp" required>
            <div class="buttons"><button>Use this file<small>It is checked and judged like any other attempt</small></button></div>
            </form></details>
            """
    }
}
