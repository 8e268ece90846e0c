-- Ends what the role of the SIP servers does for too long. Its statement_timeout is a default that it may lift for itself,
-- and an old snapshot or an advisory lock of its keeps vacuum and migrations waiting. Only the owner may end its sessions,
-- by being a member of the role (deploy/postgresql/roles.sql), so the service does it through this function. The clock is the
-- database's: it is the one that the start of a transaction was read from.
CREATE FUNCTION sip_reader_end_stuck(longest interval) RETURNS integer
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    -- Apart, so that nothing is ended before all conditions are judged.
    WITH stuck AS MATERIALIZED (
        SELECT pid
          FROM pg_stat_activity
         WHERE usename = '${sipReaderRole}'
           AND datname = current_database()
           AND (xact_start < clock_timestamp() - longest
                OR EXISTS (SELECT 1 FROM pg_locks WHERE pg_locks.pid = pg_stat_activity.pid AND locktype = 'advisory')))
    SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))::integer
      FROM stuck
$$;
REVOKE ALL ON FUNCTION sip_reader_end_stuck(interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sip_reader_end_stuck(interval) TO "${serviceRole}";
