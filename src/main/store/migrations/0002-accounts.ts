/** Named local accounts. Released: never edited again (a test holds its checksum). */
import type { Database } from 'better-sqlite3';

export const accounts = (db: Database): void => {
  db.exec(`
    CREATE TABLE accounts (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      -- JSON array of entry, review, seal, view, admin
      roles TEXT NOT NULL,
      is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
      -- scrypt$N$r$p$salt$hash, hex
      password TEXT NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0,
      locked_until TEXT,
      last_signed_in TEXT,
      audit_id INTEGER NOT NULL REFERENCES audit_log (id)
    ) STRICT;
  `);
};
