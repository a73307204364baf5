/// What all pages share: the head, the way around, and where the script finds its stream.
package struct PageFrame: Sendable {
    let title: String
    let viewer: Viewer
    /// From where the script hears that something has changed; nil for a page that stays as it is.
    let stream: String?
    /// Where a browser is to go on by itself at once.
    let next: String?
    let main: Markup

    package init(title: String, viewer: Viewer, stream: String? = nil, next: String? = nil, main: Markup) {
        self.title = title
        self.viewer = viewer
        self.stream = stream
        self.next = next
        self.main = main
    }

    /// The whole document.
    package var page: Markup {
        let refresh: Markup = next.map { "<meta http-equiv=\"refresh\" content=\"0; url=\($0)\">" } ?? ""
        let hearing: Markup = stream.map { " data-stream=\"\($0)\"" } ?? ""
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            \(refresh)<title>\(title, limit: 200) – Showrunner</title>
            <link rel="stylesheet" href="\(PageFile.style.address)">
            <link rel="icon" type="image/svg+xml" href="\(PageFile.icon.address)">
            <script src="\(PageFile.script.address)" defer></script>
            </head>
            <body\(hearing)>
            <a class="skip" href="#main">Skip to the content</a>
            \(top)
            <main id="main" tabindex="-1">
            \(main)
            </main>
            </body>
            </html>

            """
    }

    private var top: Markup {
        let live: Markup = stream == nil ? "" : "<span id=\"live\" class=\"live\" hidden></span>"
        return """
            <header class="top"><nav aria-label="Main"><a class="home" href="/">Showrunner</a></nav>
            \(live)\(person)</header>
            """
    }

    private var person: Markup {
        guard let name = viewer.name else {
            return viewer.maySignIn ? "" : "<span class=\"soft\">read only</span>"
        }
        guard let token = viewer.formToken else { return "<span class=\"soft\">\(foreign: name, limit: 60)</span>" }
        return """
            <form class="out" method="post" action="/sign-out"><span class="soft">\(foreign: name, limit: 60)</span>
            <input type="hidden" name="token" value="\(token)"><button class="plain">Sign out</button></form>
            """
    }
}
