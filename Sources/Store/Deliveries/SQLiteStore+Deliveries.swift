package import Core

/// Deliveries come in from the server's thread without a task of their own, and are committed in groups.
extension SQLiteStore {
    /// From how many on a transaction takes no more.
    private static let largeGroup = 1024

    /// Keeps deliveries, with what they ask for.
    ///
    /// `then` is called once they are durable, with what became of each in their order, and must not block. The calling thread writes
    /// them itself, and waits for the disk, where nobody else is at work in the store or holds its lock; else the store's does.
    package nonisolated func take(
        _ rows: [DeliveryRow], then: @escaping @Sendable ([Result<DeliveryReceipt, RunLogError>]) -> Void
    ) {
        guard deliveries.add(QueuedDeliveries(rows: rows, then: then)) else { return }
        let isAttended = executor.performIfIdle {
            assumeIsolated { store in store.connection.withoutPatience { store.writeDeliveries(mayWait: false) } }
        }
        if !isAttended { attendToDeliveries() }
    }

    /// Those of these deliveries that have been kept.
    package func knows(deliveries guids: [String]) throws(RunLogError) -> Set<String> {
        try reporting { () throws(SQLiteError) in try connection.known(of: guids) }
    }

    /// The deliveries about an issue that ask for something themselves, in the order in which they came.
    package func requests(on place: AttentionPlace) throws(RunLogError) -> [DeliveryRow] {
        try reporting { () throws(SQLiteError) in
            let newest = try connection.newestDelivery()
            if newest < presses.last { presses = PressScan() }  // All were forgotten, and numbers begin anew.
            for (_, row) in try connection.requests(after: presses.last) {
                let place = AttentionPlace(repository: row.repository?.lowercased() ?? "", issue: row.issue ?? 0)
                presses.found[place, default: []].append(row)
            }
            presses.last = newest
        }
        return presses.found[AttentionPlace(repository: place.repository.lowercased(), issue: place.issue)] ?? []
    }

    private nonisolated func attendToDeliveries() {
        executor.perform { self.assumeIsolated { $0.writeDeliveries(mayWait: true) } }
    }

    /// `mayWait`: whether another process's lock has been waited for.
    private func writeDeliveries(mayWait: Bool) {
        var group: [QueuedDeliveries] = []
        var receipts: [DeliveryReceipt] = []
        var problem: RunLogError?
        do throws(RunLogError) {
            try connection.transaction { () throws(RunLogError) in
                var asked: [AttentionPlace: Int] = [:]
                while receipts.count < Self.largeGroup {
                    let next = deliveries.take()
                    if next.isEmpty { break }
                    group += next
                    for row in next.lazy.flatMap(\.rows) { receipts.append(try write(row, asking: &asked)) }
                }
                guard let time = group.first?.rows.first?.receivedAt else { return }
                try reporting { () throws(SQLiteError) in
                    for (place, times) in asked { try connection.ask(for: place, times: times, at: time) }
                }
            }
        } catch {
            // Where another process kept the lock there was no transaction to take them.
            if group.isEmpty {
                guard mayWait else { return attendToDeliveries() }
                group = deliveries.take()
            }
            problem = error
        }
        if group.contains(where: { $0.rows.contains { !$0.attention.isEmpty } }) { attentionNews.tell() }
        var given = 0
        for queued in group {
            defer { given += queued.rows.count }
            queued.then(
                queued.rows.indices.map { index in problem.map { .failure($0) } ?? .success(receipts[given + index]) })
        }
        if deliveries.rest() { attendToDeliveries() }
    }

    private func write(
        _ delivery: DeliveryRow, asking asked: inout [AttentionPlace: Int]
    ) throws(RunLogError) -> DeliveryReceipt {
        let isNew = try reporting { () throws(SQLiteError) in try connection.insert(delivery) }
        guard isNew else { return .repeated }
        for place in delivery.attention { asked[place, default: 0] += 1 }
        return .taken
    }

    /// Forgets what was received before a time: a delivery that comes again so late does no harm.
    package func forgetDeliveries(receivedBefore time: Timestamp) throws(RunLogError) {
        // In portions, so that nobody waits long for the database.
        while try connection.transaction({ () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in
                try connection.forgetDeliveries(receivedBefore: time, limit: 1_000)
            }
        }) == 1_000 {}
        try connection.transaction { () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in try connection.forgetAttention(askedBefore: time) }
        }
    }

    /// How many deliveries are kept.
    package func deliveryCount() throws(RunLogError) -> Int {
        try reporting { () throws(SQLiteError) in try connection.number("SELECT count(*) FROM deliveries") }
    }
}
