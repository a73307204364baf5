/// One option of a command, as `--help` shows it.
struct Option: Hashable, Sendable {
    let name: String
    /// What its value is called in the help; nil for a switch.
    let value: String?
    let help: String

    static func flag(_ name: String, _ help: String) -> Option { Option(name: name, value: nil, help: help) }
    static func value(_ name: String, _ value: String, _ help: String) -> Option {
        Option(name: name, value: value, help: help)
    }

    static let json = flag("json", "print JSON on standard output instead of text")
    static let state = value("state", "DIR", "where history and files are kept (BOT_STATE_DIR, else .showrunner)")
    static let config = value("config", "FILE", "settings to use instead of .github/showrunner.yml")
    static let repository = value("repo", "OWNER/NAME", "the repository that a bare issue number belongs to")
    static let once = flag("once", "look once, do what is to be done, and end")
    static let issue = value("issue", "N", "look at this issue alone, whether it has changed or not")
    static let every = value("every", "TIME", "how long to rest between two looks: 30s, 2m, 1h (60s)")
    static let claims = value(
        "claims", "WHERE", "where hosts tell each other what they work on: ref, in the repository, or none (BOT_CLAIMS)"
    )
    static let seed = value("seed", "N", "the base seed, 0 to 2147483647, instead of the brief's")
    static let git = value("git", "PATH-OR-URL", "the repository to deliver to")
    static let fresh = flag("fresh", "make a new run, and everything anew, even if this request has been run before")
    static let mermaid = flag("mermaid", "draw the tasks as a Mermaid flowchart")
    static let threshold = value("threshold", "N", "what a score must reach to pass, 0 to 100 (80)")
    static let limit = value("limit", "N", "how many at most (50)")
    static let kpis = flag("kpis", "print rates over all runs instead: overruns, interventions, completion, latency")
    static let errors = flag("errors", "print what failed instead, and what was done about it")
    static let html = value("html", "FILE", "write the report page to FILE as well")
    static let reason = value("reason", "TEXT", "why, for the log and the issue")
    static let follow = flag("follow", "go on with new events until the run ends or waits for a person")
    static let after = value("after", "SEQ", "only the events after this one")
    static let to = value("to", "SEQ", "show the run as it was after this event")
    static let olderThan = value("older-than", "AGE", "how long ago a run must have ended: 30d, 12h, 90m")
    static let cacheAge = value("older-than", "AGE", "with prune: how long ago a result was made: 30d, 12h, 90m")
    static let dryRun = flag("dry-run", "say what would be removed, and remove nothing")
    static let repair = flag("repair", "make good what can be made again from the events")
    static let moveAside = flag("move-aside", "with --repair: set a history aside that can't be read at all")
    static let gate = value("gate", "ID", "the gate to decide; not needed where only one is open on a terminal")
    static let shown = value("shown", "HASH", "the hash of what was looked at; asked for on a terminal")
    static let notes = value("notes", "TEXT", "what to change, or why")
    static let only = flag("only", "leave other scenes of a story as they are, though they were made by what changes")
    static let later = flag("later", "only note it; the run goes on when it is next resumed")
    static let sizeText = value("size", "SIZE", "pixels, as 1024x1536, or 1K, 2K, 4K (1024x1024)")
    static let aspectRatio = value("aspect", "RATIO", "the shape, as 16:9, where --size names no pixels")
    static let resolution = value("resolution", "NAME", "of a video: 480p, 720p, 1080p")
    static let count = value("count", "N", "how many (1)")
    static let format = value("format", "NAME", "png, jpeg or webp (png)")
    static let style = value("style", "TEXT", "the manner, as 'woodcut, three colours'")
    static let palette = value("palette", "COLOURS", "up to eight, as navy,coral,#fff4d6")
    static let negative = value("negative", "TEXT", "what must not be in it")
    static let model = value("model", "NAME", "the model to use; 'bot doctor' lists them")
    static let quality = value("quality", "TIER", "high, balanced or fast (balanced)")
    static let attempts = value("attempts", "N", "how often a weak one is made in all, 1 to 10 (3)")
    static let dollars = value("budget", "AMOUNT", "what the run may spend in all, in US dollars")
    static let optimise = flag("optimise", "have a text model improve the prompt first")
    static let optimize = flag("optimize", "the same")
    static let chain = flag("chain", "have it improved in several named steps, each kept and shown")
    static let edit = value("edit", "FILE", "a picture to change as the prompt says")
    static let scenes = value("scenes", "N", "how many scenes the story has, 1 to 20 (4)")
    static let videos = flag("videos", "make a video of each scene, and a film of them all")
    static let duration = value("duration", "SECONDS", "how long the video is")
    static let fps = value("fps", "N", "frames a second, 8 to 60")
    static let camera = value("camera", "TEXT", "how the camera moves, as 'slow dolly in'")
    static let lastFrame = value("last-frame", "FILE", "the picture that the video ends with")
    static let audio = flag("audio", "with sound, by models that make it")
    static let records = value("records", "DIR", "write a task-*.json for each task that made something into DIR")
    static let output = value("output", "DIR", "where the files go (showrunner-output)")
    static let listen = value("listen", "HOST:PORT", "where to wait for deliveries (127.0.0.1:8080); port 0 is any")
    static let repositories = value("repo", "OWNER/NAME,…", "the repositories to serve (every one that sends)")
    static let help = flag("help", "show this help")
}
