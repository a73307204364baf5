BEGIN TRANSACTION;
CREATE TABLE appends (
    position INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (number),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
INSERT INTO "appends" VALUES(1,1,1,7);
INSERT INTO "appends" VALUES(2,1,8,10);
INSERT INTO "appends" VALUES(3,1,11,13);
INSERT INTO "appends" VALUES(4,1,14,16);
INSERT INTO "appends" VALUES(5,2,1,7);
INSERT INTO "appends" VALUES(6,2,8,10);
CREATE TABLE attention (
    repository TEXT NOT NULL,
    issue INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    asked_at INTEGER NOT NULL,
    due INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    runs INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (repository, issue)
) STRICT, WITHOUT ROWID;
INSERT INTO "attention" VALUES('octo/lighthouse',12,2,1,1795295801000,0,0,1);
CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    event TEXT NOT NULL,
    action TEXT,
    repository TEXT,
    issue INTEGER,
    sender INTEGER,
    request TEXT
) STRICT;
INSERT INTO "deliveries" VALUES(1,'72d3162e-cc78-11e3-81ab-4c9367dc0958',1795295800000,'issues','labeled','octo/lighthouse',12,583231,NULL);
INSERT INTO "deliveries" VALUES(2,'7b1f6a1c-cc78-11e3-8c6e-9d0a3d1c7a51',1795295801000,'issue_comment','created','octo/lighthouse',12,583231,NULL);
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
INSERT INTO "events" VALUES(1,1,1795307288537,'ada',NULL,'run.created',1,1,'{"author":"ada","brief":{"approval":false,"attempts":1,"count":1,"format":"png","kind":"image","namesThreshold":true,"optimise":false,"outputPath":"assets/boats/","prompt":{"$text":"be06fa7af628d923113d1780af1ac24c1f27ef923b5bb556aa215eb23c62c6e7"},"quality":"balanced","seed":5,"size":"96x96","threshold":0,"thresholds":{"ample":{"aspect":80,"distinctness":80,"palette":60,"score":0},"tight":{"aspect":77,"distinctness":77,"palette":57},"tightBelow":0.16666666666666666}},"createdAt":1795307288534,"delivery":{"branch":"showrunner/boats","folder":"/srv/example/showrunner-output"},"estimate":{"least":0,"likely":0,"most":0},"issue":"/srv/example/boats.md","models":{"names":["draft"]},"request":"6a55b6bb32654a1320bcc62b3fca3ffc82301cc33a225993382774db87af194f","title":"Boats","workflow":"image"}');
INSERT INTO "events" VALUES(1,2,1795307288537,'engine',1,'task.added',1,0,'{"asset":"01","id":"draw/01","onFailure":"ask","uses":"image"}');
INSERT INTO "events" VALUES(1,3,1795307288537,'engine',1,'task.added',1,0,'{"asset":"01","id":"review/01","needs":["draw/01"],"parameters":{"regenerates":[{"id":"draw","onFailure":"ask","uses":"image"},{"id":"review","needs":["draw"],"priority":2,"uses":"review"}]},"priority":2,"uses":"review"}');
INSERT INTO "events" VALUES(1,4,1795307288537,'engine',1,'task.added',1,0,'{"checkpoint":"delivery","gathers":true,"id":"deliver","needs":["review/01"],"uses":"deliver"}');
INSERT INTO "events" VALUES(1,5,1795307288537,'engine',1,'run.started',1,0,'{}');
INSERT INTO "events" VALUES(1,6,1795307288537,'engine',NULL,'task.modelChosen',1,0,'{"model":"draft","price":0,"provider":"draft","reason":"the only one that can be called","task":"draw/01"}');
INSERT INTO "events" VALUES(1,7,1795307288537,'engine',6,'task.started',1,0,'{"model":"draft","task":"draw/01","try":1}');
INSERT INTO "events" VALUES(1,8,1795307288705,'image',7,'asset.produced',1,1,'{"attempt":1,"bytes":8412,"cost":0,"height":96,"key":"01","mediaType":"image/png","model":"draft","prompt":{"$text":"be06fa7af628d923113d1780af1ac24c1f27ef923b5bb556aa215eb23c62c6e7"},"provider":"draft","seed":5,"sha256":"c94f13c5de67486669d0e34b587bbd609bea0bb9ffb2da1bfba994386af3d529","signed":false,"width":96}');
INSERT INTO "events" VALUES(1,9,1795307288705,'image',7,'task.succeeded',1,0,'{"output":{"attempt":1,"sha256":"c94f13c5de67486669d0e34b587bbd609bea0bb9ffb2da1bfba994386af3d529"},"task":"draw/01"}');
INSERT INTO "events" VALUES(1,10,1795307288705,'engine',NULL,'task.started',1,0,'{"task":"review/01","try":1}');
INSERT INTO "events" VALUES(1,11,1795307288708,'review',10,'asset.judged',1,0,'{"attempt":1,"criteria":{"aspect":100,"banding":99.94,"blankness":100,"clipping":99.98,"compression":6.01,"contrast":96.57,"exposure":98.92,"fileType":100,"noise":99.99,"sharpness":94.29,"size":100},"hash":"83c3732c3c76c3c2","key":"01","score":6.005796806086273,"thresholds":{"aspect":80,"score":0},"verdict":"pass"}');
INSERT INTO "events" VALUES(1,12,1795307288708,'review',10,'task.succeeded',1,0,'{"output":{"attempt":1},"task":"review/01"}');
INSERT INTO "events" VALUES(1,13,1795307288708,'engine',NULL,'task.started',1,0,'{"task":"deliver","try":1}');
INSERT INTO "events" VALUES(1,14,1795307288717,'deliver',13,'delivery.made',1,0,'{"folder":"/srv/example/showrunner-output"}');
INSERT INTO "events" VALUES(1,15,1795307288717,'deliver',13,'task.succeeded',1,0,'{"output":{"folder":"/srv/example/showrunner-output"},"task":"deliver"}');
INSERT INTO "events" VALUES(1,16,1795307288717,'engine',NULL,'run.finished',1,0,'{"reason":"","status":"succeeded"}');
INSERT INTO "events" VALUES(2,1,1795307288777,'ada',NULL,'run.created',1,0,'{"author":"ada","brief":{"approval":false,"attempts":1,"count":1,"format":"png","kind":"image","namesThreshold":true,"optimise":false,"outputPath":"assets/harbour/","prompt":"A harbour at night","quality":"balanced","seed":5,"size":"1536x1536","threshold":0,"thresholds":{"ample":{"aspect":80,"distinctness":80,"palette":60,"score":0},"tight":{"aspect":77,"distinctness":77,"palette":57},"tightBelow":0.16666666666666666}},"createdAt":1795307288776,"delivery":{"branch":"showrunner/harbour","folder":"/srv/example/showrunner-output"},"estimate":{"least":0,"likely":0,"most":0},"issue":"/srv/example/harbour.md","models":{"names":["draft"]},"request":"16954d461ec093e0ec472ff790d7a3bf88f4c3b484d936e40234a7e40644c550","title":"Harbour","workflow":"image"}');
INSERT INTO "events" VALUES(2,2,1795307288777,'engine',1,'task.added',1,0,'{"asset":"01","id":"draw/01","onFailure":"ask","uses":"image"}');
INSERT INTO "events" VALUES(2,3,1795307288777,'engine',1,'task.added',1,0,'{"asset":"01","id":"review/01","needs":["draw/01"],"parameters":{"regenerates":[{"id":"draw","onFailure":"ask","uses":"image"},{"id":"review","needs":["draw"],"priority":2,"uses":"review"}]},"priority":2,"uses":"review"}');
INSERT INTO "events" VALUES(2,4,1795307288777,'engine',1,'task.added',1,0,'{"checkpoint":"delivery","gathers":true,"id":"deliver","needs":["review/01"],"uses":"deliver"}');
INSERT INTO "events" VALUES(2,5,1795307288777,'engine',1,'run.started',1,0,'{}');
INSERT INTO "events" VALUES(2,6,1795307288777,'engine',NULL,'task.modelChosen',1,0,'{"model":"draft","price":0,"provider":"draft","reason":"the only one that can be called","task":"draw/01"}');
INSERT INTO "events" VALUES(2,7,1795307288777,'engine',6,'task.started',1,0,'{"model":"draft","task":"draw/01","try":1}');
INSERT INTO "events" VALUES(2,8,1795307289261,'image',7,'asset.produced',1,0,'{"attempt":1,"bytes":263181,"cost":0,"height":1536,"key":"01","mediaType":"image/png","model":"draft","prompt":"A harbour at night","provider":"draft","seed":5,"sha256":"132da5851c3b6821ef65992dff7d8149189685d0d505713ef973b21fe1cf64bf","signed":false,"width":1536}');
INSERT INTO "events" VALUES(2,9,1795307289261,'image',7,'task.succeeded',1,0,'{"output":{"attempt":1,"sha256":"132da5851c3b6821ef65992dff7d8149189685d0d505713ef973b21fe1cf64bf"},"task":"draw/01"}');
INSERT INTO "events" VALUES(2,10,1795307289261,'engine',NULL,'task.started',1,0,'{"task":"review/01","try":1}');
CREATE TABLE inbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES runs (number),
    key TEXT NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0,
    texts INTEGER NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (run, key)
) STRICT;
CREATE TABLE ledger (
    run INTEGER NOT NULL REFERENCES runs (number),
    day INTEGER NOT NULL,
    issue TEXT NOT NULL,
    person TEXT NOT NULL,
    repository TEXT NOT NULL,
    booked INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    PRIMARY KEY (run, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
    run INTEGER NOT NULL REFERENCES runs (number),
    kind TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO "outbox" VALUES(1,'comment',16,16);
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
, due INTEGER, pruned_at INTEGER, details TEXT) STRICT;
INSERT INTO "runs" VALUES(1,'run_01m80aedypa5y9wv6pvmfme1ms','/srv/example/boats.md','Boats','ada','succeeded','6a55b6bb32654a1320bcc62b3fca3ffc82301cc33a225993382774db87af194f',1795307288534,1795307288717,0,0,0,NULL,1,16,NULL,NULL,'{"barrenResumes":0,"models":{"draft":{}},"tasks":3}');
INSERT INTO "runs" VALUES(2,'run_01m80aee686dhtje47w2sjpr1y','/srv/example/harbour.md','Harbour','ada','running','16954d461ec093e0ec472ff790d7a3bf88f4c3b484d936e40234a7e40644c550',1795307288776,NULL,0,0,0,NULL,1,10,NULL,NULL,'{"barrenResumes":0,"models":{"draft":{}},"tasks":3}');
CREATE TABLE subscribers (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tail (
    run INTEGER NOT NULL REFERENCES runs (number),
    sequence INTEGER NOT NULL,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    causation INTEGER,
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;
CREATE TABLE tasks (
    run INTEGER NOT NULL REFERENCES runs (number),
    id TEXT NOT NULL,
    uses TEXT NOT NULL,
    status TEXT NOT NULL,
    tries INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    spent INTEGER NOT NULL,
    error TEXT, added INTEGER, told INTEGER, details TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "tasks" VALUES(1,'deliver','deliver','succeeded',1,1795307288708,1795307288717,0,NULL,4,15,'');
INSERT INTO "tasks" VALUES(1,'draw/01','image','succeeded',1,1795307288537,1795307288705,0,NULL,2,9,'{"course":{"model":"draft"}}');
INSERT INTO "tasks" VALUES(1,'review/01','review','succeeded',1,1795307288705,1795307288708,0,NULL,3,12,'');
INSERT INTO "tasks" VALUES(2,'deliver','deliver','pending',0,NULL,NULL,0,NULL,4,NULL,'');
INSERT INTO "tasks" VALUES(2,'draw/01','image','succeeded',1,1795307288777,1795307289261,0,NULL,2,9,'{"course":{"model":"draft"}}');
INSERT INTO "tasks" VALUES(2,'review/01','review','running',1,1795307289261,NULL,0,NULL,3,NULL,'');
CREATE TABLE texts (
    sha256 TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
INSERT INTO "texts" VALUES('be06fa7af628d923113d1780af1ac24c1f27ef923b5bb556aa215eb23c62c6e7','A red boat on a calm blue sea, with a lantern at its bow, with a gull at its bow, with a coil of rope at its bow, with a brass bell at its bow, with a painted eye at its bow, with a small flag at its bow, with a sleeping cat at its bow, with a basket of herring at its bow, with a folded net at its bow, with a carved star at its bow, with a green bottle at its bow, with a box of letters at its bow, with a bunch of heather at its bow, with a straw hat at its bow, with a tin whistle at its bow, with a weathered oar at its bow, with a child''s kite at its bow, with a bag of salt at its bow');
CREATE UNIQUE INDEX live_run ON runs (issue) WHERE status IN ('queued', 'running', 'waiting');
CREATE INDEX runs_by_issue ON runs (issue, number);
CREATE INDEX unread ON inbox (run, number) WHERE NOT taken;
CREATE INDEX runs_due ON runs (due) WHERE due IS NOT NULL;
CREATE INDEX ledger_by_issue ON ledger (issue);
CREATE INDEX ledger_by_person ON ledger (person);
CREATE INDEX ledger_by_repository ON ledger (repository);
CREATE INDEX ledger_by_day ON ledger (day);
CREATE INDEX ledger_reserved ON ledger (reserved) WHERE reserved > 0;
CREATE UNIQUE INDEX tail_by_run ON tail (run, sequence);
CREATE VIEW log AS SELECT * FROM events UNION ALL SELECT * FROM tail;
CREATE INDEX run_events ON events (run, sequence) WHERE type NOT BETWEEN 'task.' AND 'task/';
CREATE INDEX attention_open ON attention (due) WHERE asked > done;
CREATE INDEX attention_runs ON attention (asked_at) WHERE runs > 0;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('runs',2);
PRAGMA user_version = 6;
COMMIT;
