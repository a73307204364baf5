import Core

extension JSONValue {
    /// The one JSON object that a model answered with, a fence or a few words around it or not; nil where there is none.
    init?(in answer: String) {
        // Two objects side by side are not one: from the first bracket to the last they are no JSON. Why it is none helps nobody.
        guard let start = answer.firstIndex(of: "{"), let end = answer.lastIndex(of: "}"), start < end,
            let value = try? JSONValue(parsing: String(answer[start...end])), value.object != nil
        else { return nil }
        self = value
    }
}
