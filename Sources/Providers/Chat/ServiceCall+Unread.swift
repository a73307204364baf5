import Core

extension ServiceCall {
    /// What a good answer means that does not hold what was asked for; `wanted` is that: `a picture`.
    ///
    /// What was charged for it stays open, unless its code is listed as unbilled.
    func meaning(ofUnread body: [UInt8], wanted: String) -> ProviderError {
        let refusal = ServiceRefusal(body)
        let code = refusal.code.map { " \($0)" } ?? ""
        let said = service.shown("200 without \(wanted):\(code) \(refusal.message)")
        if refusal.isOfContent { return .declined(reason: said) }
        if let code = refusal.code, isExhausted(code) { return .closed(reason: said) }
        if let code = refusal.code, unbilled.contains(code) { return .refused(reason: said) }
        return .unknownOutcome(taskID: nil, reason: said)
    }
}
