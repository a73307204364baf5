import Content
import Core
import Engine
import HTTP
import Store

/// A file of a person's own, in an asset's place.
extension PageDesk {
    /// Only who is signed in gets anything onto the disk.
    func admitUpload(_ head: RequestHead) -> Admission {
        guard head.hasContent(of: "multipart/form-data") else {
            return .refused(.text(415, "A form of the page with a file is posted here."))
        }
        guard caller(head)?.session != nil else { return .refused(.text(401, "Sign in first.")) }
        return uploads.admission()
    }

    func supply(_ request: ServerRequest, _ run: RunID, _ caller: Caller) async throws -> ServerResponse {
        guard let body = request.file, let type = request.head.headers["content-type"] else {
            throw PageRefusal(400, "That could not be read", "No form with a file has come.")
        }
        let form: FileForm
        do { form = try FileForm(body, contentType: type) } catch is FileForm.Flaw {
            throw PageRefusal(
                400, "That could not be read",
                "The form is not as the page has it. Load the page again and decide there.")
        }
        try checkForm(form.fields, of: caller)
        let (summary, decider) = try await decider(caller, of: run)
        let reading = PageDecision(form: form.fields, run: try await RunFacts(summary, in: store), decider: decider)
        let place = try reading.place()
        guard let range = form.file else {
            throw PageRefusal(422, "No file was chosen", "Choose one and send the form again. Nothing was decided.")
        }
        let bytes = try body.bytes(at: range.lowerBound, count: range.count)
        let records: [RoomFact]
        do {
            records = try await host.keep(
                bytes, as: place.asset, attempt: place.attempt, of: place.view, by: decider.login)
        } catch let unfit as UnfitFile {
            throw PageRefusal(
                422, "That file can’t be used",
                "\(unfit.reason) Nothing was decided. A picture in PNG, JPEG or WebP can stand here.")
        }
        let decision = Decision(
            gate: place.gate.id, kind: .supply, by: decider, shown: place.gate.shown, assets: [place.asset],
            records: records)
        return try await handIn(decision, key: "page/supply/\(place.asset)/\(place.attempt)", to: run)
    }
}
