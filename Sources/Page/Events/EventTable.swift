import Core

/// Events as rows of a table, each with its payload cut to a line.
enum EventTable {
    /// `payload`: how many characters of each event's are shown.
    static func rows(_ events: some Sequence<StoredEvent>, payload: Int) -> [Markup] { events.map { row($0, payload) } }

    static func table(_ rows: [Markup], caption: Markup) -> Markup {
        """
        <div class="scroll" tabindex="0" role="region" aria-label="Events"><table class="events">
        <caption>\(caption)</caption>
        <thead><tr><th scope="col" class="figure">No.</th><th scope="col">Time</th><th scope="col">Event</th>
        <th scope="col">By</th><th scope="col">After</th><th scope="col">What it says</th></tr></thead>
        <tbody>\(rows)</tbody></table></div>
        """
    }

    private static func row(_ event: StoredEvent, _ payload: Int) -> Markup {
        let cause: Markup = event.causation.map { "<span class=\"soft\">\($0)</span>" } ?? ""
        return """
            <tr><td class="figure">\(event.sequence)</td><td><time datetime="\(event.time.description)">\(clock(event))</time></td>
            <th scope="row">\(event.type, limit: 60)</th><td>\(foreign: event.actor, limit: 40)</td><td>\(cause)</td>
            <td class="payload"><code>\(foreign: event.payload, limit: payload)</code></td></tr>
            """
    }

    /// `09:30:00.250`, the day being that of the page's head as a rule.
    private static func clock(_ event: StoredEvent) -> String {
        String(event.time.description.dropFirst(11).dropLast())
    }
}
