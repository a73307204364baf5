BEGIN TRANSACTION;
CREATE TABLE completions (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (number),
    task TEXT NOT NULL,
    try INTEGER NOT NULL,
    token TEXT NOT NULL,
    texts INTEGER NOT NULL,
    output TEXT NOT NULL,
    failure TEXT,
    retry_after INTEGER,
    message TEXT,
    UNIQUE (run, task, try)
) STRICT;
CREATE TABLE events (
    run INTEGER NOT NULL REFERENCES runs (number),
    sequence INTEGER NOT NULL,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    causation INTEGER,
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO "events" VALUES(1,1,1795273015809,'ada',NULL,'run.created',1,1,'{"author":"ada","brief":{"approval":false,"attempts":1,"count":1,"format":"png","kind":"image","optimise":false,"outputPath":"assets/boats/","prompt":{"$text":"be06fa7af628d923113d1780af1ac24c1f27ef923b5bb556aa215eb23c62c6e7"},"quality":"balanced","seed":5,"size":"96x96","threshold":0},"createdAt":1795273015807,"delivery":{"branch":"showrunner/boats","folder":"/srv/example/showrunner-output"},"estimate":{"least":0,"likely":0,"most":0},"issue":"/srv/example/boats.md","request":"8beeb3e2d6962c987ca6ed6b073edfc9ea37e677024df0e4770348cdf3300333","title":"Boats","workflow":"image"}');
INSERT INTO "events" VALUES(1,2,1795273015809,'engine',1,'task.added',1,0,'{"asset":"01","id":"draw/01","uses":"image"}');
INSERT INTO "events" VALUES(1,3,1795273015809,'engine',1,'task.added',1,0,'{"asset":"01","id":"review/01","needs":["draw/01"],"parameters":{"regenerates":[{"id":"draw","uses":"image"},{"id":"review","needs":["draw"],"priority":2,"uses":"review"}]},"priority":2,"uses":"review"}');
INSERT INTO "events" VALUES(1,4,1795273015809,'engine',1,'task.added',1,0,'{"gathers":true,"id":"compare","needs":["review/01"],"parameters":{"regenerates":[{"id":"draw","uses":"image"},{"id":"review","needs":["draw"],"parameters":{"regenerates":[{"id":"draw","uses":"image"},{"id":"review","needs":["draw"],"priority":2,"uses":"review"}]},"priority":2,"uses":"review"}]},"uses":"compare","when":"brief.count > 1"}');
INSERT INTO "events" VALUES(1,5,1795273015809,'engine',1,'task.added',1,0,'{"gathers":true,"id":"deliver","needs":["review/01","compare"],"uses":"deliver"}');
INSERT INTO "events" VALUES(1,6,1795273015809,'engine',1,'run.started',1,0,'{}');
INSERT INTO "events" VALUES(1,7,1795273015809,'engine',NULL,'task.started',1,0,'{"task":"draw/01","try":1}');
INSERT INTO "events" VALUES(1,8,1795273015885,'image',7,'asset.produced',1,1,'{"attempt":1,"bytes":8412,"cost":0,"height":96,"key":"01","mediaType":"image/png","model":"draft","prompt":{"$text":"be06fa7af628d923113d1780af1ac24c1f27ef923b5bb556aa215eb23c62c6e7"},"provider":"draft","seed":5,"sha256":"c94f13c5de67486669d0e34b587bbd609bea0bb9ffb2da1bfba994386af3d529","signed":false,"width":96}');
INSERT INTO "events" VALUES(1,9,1795273015885,'image',7,'task.succeeded',1,0,'{"output":{"attempt":1,"sha256":"c94f13c5de67486669d0e34b587bbd609bea0bb9ffb2da1bfba994386af3d529"},"task":"draw/01"}');
INSERT INTO "events" VALUES(1,10,1795273015885,'engine',NULL,'task.started',1,0,'{"task":"review/01","try":1}');
INSERT INTO "events" VALUES(1,11,1795273015924,'review',10,'asset.judged',1,0,'{"attempt":1,"criteria":{"aspect":100,"banding":99.94,"blankness":100,"clipping":99.98,"compression":6.01,"contrast":96.57,"exposure":98.92,"fileType":100,"noise":99.99,"sharpness":94.29,"size":100},"hash":"83c3732c3c76c3c2","key":"01","score":6.005796806086273,"verdict":"pass"}');
INSERT INTO "events" VALUES(1,12,1795273015924,'review',10,'task.succeeded',1,0,'{"output":{"attempt":1},"task":"review/01"}');
INSERT INTO "events" VALUES(1,13,1795273015924,'engine',12,'task.skipped',1,0,'{"byCondition":true,"reason":"its condition does not hold: brief.count > 1","task":"compare"}');
INSERT INTO "events" VALUES(1,14,1795273015924,'engine',NULL,'task.started',1,0,'{"task":"deliver","try":1}');
INSERT INTO "events" VALUES(1,15,1795273015928,'deliver',14,'delivery.made',1,0,'{"folder":"/srv/example/showrunner-output"}');
INSERT INTO "events" VALUES(1,16,1795273015928,'deliver',14,'task.succeeded',1,0,'{"output":{"folder":"/srv/example/showrunner-output"},"task":"deliver"}');
INSERT INTO "events" VALUES(1,17,1795273015928,'engine',NULL,'run.finished',1,0,'{"reason":"","status":"succeeded"}');
INSERT INTO "events" VALUES(2,1,1795273015965,'ada',NULL,'run.created',1,0,'{"author":"ada","brief":{"approval":false,"attempts":1,"count":1,"format":"png","kind":"image","optimise":false,"outputPath":"assets/harbour/","prompt":"A harbour at night","quality":"balanced","seed":5,"size":"1536x1536","threshold":0},"createdAt":1795273015963,"delivery":{"branch":"showrunner/harbour","folder":"/srv/example/showrunner-output"},"estimate":{"least":0,"likely":0,"most":0},"issue":"/srv/example/harbour.md","request":"36de4b94af5f7d8553a5fd2e35c292533ae5efe68b9d9dc2a0571e00e6fad883","title":"Harbour","workflow":"image"}');
INSERT INTO "events" VALUES(2,2,1795273015965,'engine',1,'task.added',1,0,'{"asset":"01","id":"draw/01","uses":"image"}');
INSERT INTO "events" VALUES(2,3,1795273015965,'engine',1,'task.added',1,0,'{"asset":"01","id":"review/01","needs":["draw/01"],"parameters":{"regenerates":[{"id":"draw","uses":"image"},{"id":"review","needs":["draw"],"priority":2,"uses":"review"}]},"priority":2,"uses":"review"}');
INSERT INTO "events" VALUES(2,4,1795273015965,'engine',1,'task.added',1,0,'{"gathers":true,"id":"compare","needs":["review/01"],"parameters":{"regenerates":[{"id":"draw","uses":"image"},{"id":"review","needs":["draw"],"parameters":{"regenerates":[{"id":"draw","uses":"image"},{"id":"review","needs":["draw"],"priority":2,"uses":"review"}]},"priority":2,"uses":"review"}]},"uses":"compare","when":"brief.count > 1"}');
INSERT INTO "events" VALUES(2,5,1795273015965,'engine',1,'task.added',1,0,'{"gathers":true,"id":"deliver","needs":["review/01","compare"],"uses":"deliver"}');
INSERT INTO "events" VALUES(2,6,1795273015965,'engine',1,'run.started',1,0,'{}');
INSERT INTO "events" VALUES(2,7,1795273015965,'engine',NULL,'task.started',1,0,'{"task":"draw/01","try":1}');
INSERT INTO "events" VALUES(2,8,1795273016433,'image',7,'asset.produced',1,0,'{"attempt":1,"bytes":263181,"cost":0,"height":1536,"key":"01","mediaType":"image/png","model":"draft","prompt":"A harbour at night","provider":"draft","seed":5,"sha256":"132da5851c3b6821ef65992dff7d8149189685d0d505713ef973b21fe1cf64bf","signed":false,"width":1536}');
INSERT INTO "events" VALUES(2,9,1795273016433,'image',7,'task.succeeded',1,0,'{"output":{"attempt":1,"sha256":"132da5851c3b6821ef65992dff7d8149189685d0d505713ef973b21fe1cf64bf"},"task":"draw/01"}');
INSERT INTO "events" VALUES(2,10,1795273016433,'engine',NULL,'task.started',1,0,'{"task":"review/01","try":1}');
CREATE TABLE outbox (
    run INTEGER NOT NULL REFERENCES runs (number),
    kind TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO "outbox" VALUES(1,'comment',17,17);
INSERT INTO "outbox" VALUES(2,'comment',10,7);
CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    issue TEXT NOT NULL,
    issue_title TEXT NOT NULL,
    author TEXT NOT NULL,
    status TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    reserved INTEGER NOT NULL,
    spent INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    budget INTEGER,
    assets INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL
) STRICT;
INSERT INTO "runs" VALUES(1,'run_01m7z9rgfzzncccj00sj4f9dcz','/srv/example/boats.md','Boats','ada','succeeded','8beeb3e2d6962c987ca6ed6b073edfc9ea37e677024df0e4770348cdf3300333',1795273015807,1795273015928,0,0,0,NULL,1,17);
INSERT INTO "runs" VALUES(2,'run_01m7z9rgmve9j8tqdxtn8df4qm','/srv/example/harbour.md','Harbour','ada','running','36de4b94af5f7d8553a5fd2e35c292533ae5efe68b9d9dc2a0571e00e6fad883',1795273015963,NULL,0,0,0,NULL,1,10);
CREATE TABLE tasks (
    run INTEGER NOT NULL REFERENCES runs (number),
    id TEXT NOT NULL,
    uses TEXT NOT NULL,
    status TEXT NOT NULL,
    tries INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    spent INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "tasks" VALUES(1,'compare','compare','skipped',0,NULL,1795273015924,0,NULL);
INSERT INTO "tasks" VALUES(1,'deliver','deliver','succeeded',1,1795273015924,1795273015928,0,NULL);
INSERT INTO "tasks" VALUES(1,'draw/01','image','succeeded',1,1795273015809,1795273015885,0,NULL);
INSERT INTO "tasks" VALUES(1,'review/01','review','succeeded',1,1795273015885,1795273015924,0,NULL);
INSERT INTO "tasks" VALUES(2,'compare','compare','pending',0,NULL,NULL,0,NULL);
INSERT INTO "tasks" VALUES(2,'deliver','deliver','pending',0,NULL,NULL,0,NULL);
INSERT INTO "tasks" VALUES(2,'draw/01','image','succeeded',1,1795273015965,1795273016433,0,NULL);
INSERT INTO "tasks" VALUES(2,'review/01','review','running',1,1795273016433,NULL,0,NULL);
CREATE TABLE texts (
    sha256 TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
INSERT INTO "texts" VALUES('be06fa7af628d923113d1780af1ac24c1f27ef923b5bb556aa215eb23c62c6e7','A red boat on a calm blue sea, with a lantern at its bow, with a gull at its bow, with a coil of rope at its bow, with a brass bell at its bow, with a painted eye at its bow, with a small flag at its bow, with a sleeping cat at its bow, with a basket of herring at its bow, with a folded net at its bow, with a carved star at its bow, with a green bottle at its bow, with a box of letters at its bow, with a bunch of heather at its bow, with a straw hat at its bow, with a tin whistle at its bow, with a weathered oar at its bow, with a child''s kite at its bow, with a bag of salt at its bow');
CREATE UNIQUE INDEX live_run ON runs (issue) WHERE status IN ('queued', 'running', 'waiting');
CREATE INDEX runs_by_issue ON runs (issue, number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('runs',2);
PRAGMA user_version = 1;
COMMIT;
