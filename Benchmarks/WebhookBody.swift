/// A delivery with the fields that GitHub documents for a pull request that was opened, some 25 KB, as short as GitHub writes it.
enum WebhookBody {
    static var pullRequest: [UInt8] {
        let api = "https://api.github.com/repos/octo/lighthouse"
        let description = (0..<20).map { #"\n  - id: n\#($0)\n    prompt: \"café \#($0) 🚀\""# }.joined()
        let pull = [
            #""url":"\#(api)/pulls/2","id":279147437,"number":2,"state":"open","locked":false"#,
            #""title":"Update the README with new information.","user":\#(user)"#,
            #""body":"This is a pretty simple change.\n\n```yaml\#(description)```""#,
            links("pulls/2", of: api, count: 12),
            #""created_at":"2019-05-15T15:20:33Z","closed_at":null,"assignees":[\#(user)]"#,
            #""requested_reviewers":[\#(user)],"labels":[{"id":1362934389,"name":"bug","color":"d73a4a"}]"#,
            #""head":\#(end("head", api)),"base":\#(end("base", api)),"draft":false,"commits":1,"additions":1"#,
        ].joined(separator: ",")
        let text =
            #"{"action":"opened","number":2,"pull_request":{\#(pull)},"repository":\#(repository(api)),"sender":\#(user)}"#
        return Array(text.utf8)
    }

    private static let user: String = {
        let fields = links("users/octocat", of: "https://api.github.com", count: 12)
        return
            #"{"login":"octocat","id":21031067,"node_id":"MDQ6VXNlcjIxMDMxMDY3",\#(fields),"type":"User","site_admin":false}"#
    }()

    private static func end(_ name: String, _ api: String) -> String {
        #"{"label":"octo:\#(name)","ref":"\#(name)","sha":"ec26c3e57ca3a959ca5aad62de7213c562f8c821","user":\#(user),"#
            + #""repo":\#(repository(api))}"#
    }

    private static func repository(_ api: String) -> String {
        let flags = (0..<28).map { #""has_\#($0)":\#($0 % 2 == 0)"# }.joined(separator: ",")
        return #"{"id":186853002,"name":"lighthouse","full_name":"octo/lighthouse","private":false,"owner":\#(user),"#
            + links("contents", of: api, count: 42) + "," + flags + "}"
    }

    /// Members whose values are addresses, which is what most of a delivery consists of.
    private static func links(_ path: String, of api: String, count: Int) -> String {
        (0..<count).map { #""resource_\#($0)_url":"\#(api)/\#(path)/resource_\#($0){/number}""# }.joined(separator: ",")
    }
}
