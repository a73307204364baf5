package import Core

/// Turns events into what the log keeps and back; every type and version that was ever written stays readable.
package enum EventCodec {
    package static func stored(_ event: Event) -> StoredEvent {
        let (type, version, payload) =
            switch event.fact {
            case .engine(let fact): (fact.type, 1, fact.payloadText)
            case .room(let record): (record.type, record.version, record.payload.text)
            }
        return StoredEvent(
            sequence: event.sequence, run: event.run, time: event.time, actor: event.actor,
            causation: event.causation, type: type, version: version, payload: payload)
    }

    /// Throws `RunLogError.damaged` for a payload that is no JSON, `RunLogError.newer` for what a newer bot may have written.
    package static func event(_ stored: StoredEvent) throws(RunLogError) -> Event {
        let payload: JSONValue
        do {
            payload = try JSONValue(parsing: stored.payload)
        } catch {
            throw .damaged(reason: "event \(stored.sequence) of \(stored.run) is not JSON")
        }
        let fact: Event.Fact
        if EngineFact.owns(stored.type) {
            guard stored.version == 1, let known = EngineFact(type: stored.type, payload: payload) else {
                throw .newer(
                    reason: "event \(stored.sequence) of \(stored.run), '\(stored.type)' version \(stored.version), "
                        + "is unknown or incomplete; a newer bot may have written it")
            }
            fact = .engine(known)
        } else {
            fact = .room(RoomFact(type: stored.type, version: stored.version, payload: payload))
        }
        return Event(
            sequence: stored.sequence, run: stored.run, time: stored.time, actor: stored.actor,
            causation: stored.causation, fact: fact)
    }

    package static func events(_ stored: [StoredEvent]) throws(RunLogError) -> [Event] {
        var events: [Event] = []
        events.reserveCapacity(stored.count)
        for one in stored { events.append(try event(one)) }
        return events
    }
}
