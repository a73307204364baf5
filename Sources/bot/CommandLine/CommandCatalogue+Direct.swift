extension CommandCatalogue {
    private static let every: [Option] = [
        .model, .quality, .style, .threshold, .attempts, .dollars, .seed, .output, .records, .git, .state, .config,
        .fresh, .json,
    ]

    private static let afterwards = """
        The request is kept as an issue in the state folder: the same words and options show the run that was made and
        buy nothing, and 'bot resume' goes on with one that was stopped. Files go to showrunner-output/ here, unless
        --output names another folder or --git a repository; what each task did is written to agent-output/task-*.json, or
        into the folder after --records. The exit status is that of 'bot run'.
        """

    static let image = CommandDescription(
        "image", "make a picture of some words, or change one", operands: "PROMPT…", count: 1...Int.max,
        options: [
            .sizeText, .aspectRatio, .count, .format, .palette, .negative, .optimise, .optimize, .chain, .edit,
            .mask,
        ] + every,
        details: afterwards,
        examples: [
            "bot image a lighthouse on a cliff at dawn --size 2K --optimise",
            "bot image 'make it night' --edit lighthouse.png",
            "bot image 'a full moon' --edit lighthouse.png --mask sky.png",
        ])

    static let video = CommandDescription(
        "video", "make a video of some words, or of a picture", operands: "[IMAGE] PROMPT", count: 1...2,
        options: [
            .resolution, .sizeText, .aspectRatio, .duration, .fps, .camera, .lastFrame, .audio, .optimise, .optimize,
            .chain,
        ] + every,
        details: "The video begins with IMAGE where one is named: a file, or an address of the web.\n\n" + afterwards,
        examples: ["bot video lighthouse.png 'waves roll in, slow dolly' --resolution 1080p --duration 5"])

    static let story = CommandDescription(
        "story", "tell a story in pictures, and in a film", operands: "PROMPT…", count: 1...Int.max,
        options: [
            .scenes, .videos, .sizeText, .aspectRatio, .resolution, .duration, .fps, .format, .palette, .optimise,
            .optimize, .chain,
        ] + every,
        details: """
            The story is split into scenes, and each becomes a picture that goes with the one before. With --videos each is
            filmed too, and the scenes are cut together into one film.


            """ + afterwards,
        examples: ["bot story 'a keeper waits for a ship' --scenes 4 --videos"])

    static let batch = CommandDescription(
        "batch", "make everything that a list asks for", operands: "FILE", count: 1...1,
        options: [.sizeText, .aspectRatio, .format, .palette, .negative, .optimise, .optimize, .chain] + every,
        details: """
            FILE is JSON or YAML (a list of texts, or of id, prompt, size and seed; or such a list under 'items'), or CSV
            or TSV with those columns; its ending tells which. One entry that fails leaves the others alone, and a second run makes only what is
            missing or has changed.

            """ + "\n" + afterwards,
        examples: ["bot batch products.csv --style 'studio photograph' --budget 5"])
}
