// To be replaced by the room's first file.
