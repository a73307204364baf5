#pragma once

/// Makes SQLite know the way of writing files that is called `CGATHER_NAME`; any thread may call it, and again.
///
/// A connection opened with that name hands writes to its write-ahead log that continue each other to the system together. SQLite
/// itself writes each page of the log by two calls, its header and its content. What a file's other calls promise stays as it is:
/// before anything else is done with a file, and before anybody else may look at it, everything has been written.
///
/// Answers a result code of SQLite.
int cgather_register(void);

#define CGATHER_NAME "gather"
