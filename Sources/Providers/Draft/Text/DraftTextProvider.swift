import Core

/// Rewrites prompts and splits stories by templates, offline and for nothing; the same request gives the same answer.
///
/// It answers the schemas `prompt_…` and `scenes_…`, and free text with the rewritten prompt; anything else it refuses.
struct DraftTextProvider: TextProvider {
    let model: Model

    /// Whatever a file of a repository says of it: there is nobody who could charge.
    func price(of request: TextRequest) -> MicroDollars? { .zero }

    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText {
        let question = DraftQuestion(request)
        guard let prompt = question.prompt else {
            throw .refused(reason: "the draft works on a prompt, and none was given")
        }
        let answer: String
        let schema = request.schema?.nameParts
        switch schema?.kind {
        case nil: answer = DraftRewrite(prompt, style: question.style).text(step: "")
        case "prompt":
            let text = DraftRewrite(prompt, style: question.style).text(step: schema?.detail ?? "")
            answer = JSONValue.object(["prompt": .string(text)]).text
        case "scenes":
            let count = min(max(1, Int(schema?.detail ?? "") ?? 4), 100)
            answer = DraftScenes(prompt, style: question.style, count: count).json.text
        default:
            throw .refused(reason: "the draft rewrites prompts and splits stories, and knows no other question")
        }
        pieces?(.text(answer))
        return GeneratedText(text: answer, cost: .zero)
    }
}
