import SqliteDatabase from 'better-sqlite3';

// Holds a profile's lock as a running instance does, until it is killed.
const database = new SqliteDatabase(process.argv[2], { timeout: 0 });
database.exec('BEGIN EXCLUSIVE');
process.send?.('held');
setInterval(() => undefined, 60_000);
