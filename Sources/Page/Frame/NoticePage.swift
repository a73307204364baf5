/// One message, and the way on.
package struct NoticePage: Sendable {
    let title: String
    let text: String
    let viewer: Viewer
    /// Where to go on, and how the link is called.
    let next: (address: String, words: String)?
    /// Whether to go on by itself: a page of ours leads there, so that the browser sends what it keeps from others' links.
    let goesOn: Bool

    package init(
        _ title: String, _ text: String, viewer: Viewer, next: (address: String, words: String)? = nil,
        goesOn: Bool = false
    ) {
        self.title = title
        self.text = text
        self.viewer = viewer
        self.next = next
        self.goesOn = goesOn
    }

    package var page: Markup {
        let on: Markup = next.map { "<p><a href=\"\($0.address)\">\($0.words)</a></p>" } ?? ""
        return PageFrame(
            title: title, viewer: viewer, next: goesOn ? next?.address : nil,
            main: "<div class=\"narrow\"><h1>\(title)</h1><p>\(lines: text, limit: 2_000)</p>\(on)</div>"
        ).page
    }
}
