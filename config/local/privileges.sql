-- What the application may do inside one database. Plain SQL, for the database's owner or a
-- superuser. Later migrations may take some of it back (history is not to be rewritten).

ALTER SCHEMA public OWNER TO longstop_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO longstop_app;
ALTER DEFAULT PRIVILEGES FOR ROLE longstop_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO longstop_app;
ALTER DEFAULT PRIVILEGES FOR ROLE longstop_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO longstop_app;
