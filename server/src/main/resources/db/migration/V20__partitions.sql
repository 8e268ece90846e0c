-- What is kept only for a time is kept in partitions by time: forgetting is dropping the oldest one, not deleting its rows.
--
-- Sessions, codes and messages are cut by the key of the session, whose first four bytes are the hour in which the session
-- began, so that each statement of the flow finds all that it needs in one partition of each table by the one key it has.

-- Which tables these are. slack: how much later than its partition's end a row may have come. least_age: nobody but the owner
-- forgets what is younger. key_kind: how a moment is written as a bound.
CREATE TABLE partitioned_table (
    name        text     PRIMARY KEY,
    key_column  text     NOT NULL,
    key_kind    text     NOT NULL CHECK (key_kind IN ('session', 'moment')),
    time_column text     NOT NULL,
    unit        text     NOT NULL CHECK (unit IN ('day', 'week', 'month')),
    ahead       integer  NOT NULL,
    slack       interval NOT NULL,
    least_age   interval NOT NULL
);
INSERT INTO partitioned_table (name, key_column, key_kind, time_column, unit, ahead, slack, least_age) VALUES
    ('onboarding_session', 'id_hash', 'session', 'created_at', 'day', 7, '0', '2 days'),
    ('verification', 'session_hash', 'session', 'created_at', 'week', 3, '1 day', '2 days'),
    ('message', 'session_hash', 'session', 'created_at', 'week', 3, '1 day', '2 days'),
    ('audit_event', 'at', 'moment', 'at', 'month', 2, '0', '30 days');

-- Their partitions. Rows from before this version that cannot be cut by time are in one that is apart.
CREATE TABLE time_partition (
    name      text        PRIMARY KEY,
    parent    text        NOT NULL REFERENCES partitioned_table (name),
    begins_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    apart     boolean     NOT NULL DEFAULT false
);

CREATE FUNCTION partition_bound(kind text, moment timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE SET timezone = 'UTC' AS $$
    SELECT CASE kind WHEN 'session' THEN int4send(floor(extract(epoch FROM moment) / 3600)::integer)::text
                     ELSE moment::text END
$$;

-- Makes one partition, unless there is one that has those rows: then false. So is a range of which rows have come to the
-- default partition already; they stay there, and are forgotten from there.
CREATE FUNCTION make_partition(parent_name text, begins timestamptz, ends timestamptz) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    parent    partitioned_table%ROWTYPE;
    part_name text;
    taken     boolean;
BEGIN
    SELECT * INTO STRICT parent FROM partitioned_table WHERE name = parent_name;
    IF EXISTS (SELECT 1 FROM time_partition
                WHERE time_partition.parent = parent_name AND NOT apart AND begins_at < ends AND ends_at > begins) THEN
        RETURN false;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I >= %L AND %I < %L)', parent_name || '_default',
                   parent.key_column, partition_bound(parent.key_kind, begins),
                   parent.key_column, partition_bound(parent.key_kind, ends)) INTO taken;
    IF taken THEN
        RETURN false;
    END IF;
    part_name := parent_name || to_char(begins, '_YYYYMMDD');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL EXCLUDING IDENTITY)', part_name, parent_name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent_name, part_name,
                   partition_bound(parent.key_kind, begins), partition_bound(parent.key_kind, ends));
    INSERT INTO time_partition (name, parent, begins_at, ends_at) VALUES (part_name, parent_name, begins, ends);
    RETURN true;
END
$$;

-- Makes the partitions of now and of the time ahead. The service calls it and owns no table, so it decides nothing here: the
-- time is the server's.
CREATE FUNCTION make_partitions() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '10s' AS $$
DECLARE
    parent partitioned_table%ROWTYPE;
    step   interval;
    first  timestamptz;
    made   integer := 0;
BEGIN
    -- Nodes wait for each other here, and from here on for others a moment only, because behind them others wait.
    PERFORM pg_advisory_xact_lock(hashtext('firstring.partitions'));
    PERFORM set_config('lock_timeout', '300ms', true);
    FOR parent IN SELECT * FROM partitioned_table ORDER BY name LOOP
        step := ('1 ' || parent.unit)::interval;
        first := date_trunc(parent.unit, now());
        FOR n IN 0 .. parent.ahead LOOP
            IF make_partition(parent.name, first + n * step, first + (n + 1) * step) THEN
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

-- Drops the oldest partition of a table if all its rows are older than that, and younger than the table's least age by the
-- server's time; its name, or null if there is none. One a call, so that locks are short.
CREATE FUNCTION drop_partition(parent_name text, older_than timestamptz) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '10s' AS $$
DECLARE
    parent  partitioned_table%ROWTYPE;
    bound   timestamptz;
    part    time_partition%ROWTYPE;
    younger boolean;
BEGIN
    SELECT * INTO STRICT parent FROM partitioned_table WHERE name = parent_name;
    bound := LEAST(older_than, now() - parent.least_age);
    -- Nodes wait for each other here, and from here on for others a moment only, because behind them others wait.
    PERFORM pg_advisory_xact_lock(hashtext('firstring.partitions'));
    PERFORM set_config('lock_timeout', '300ms', true);
    FOR part IN SELECT * FROM time_partition
                 WHERE time_partition.parent = parent_name AND ends_at + parent.slack <= bound
                 ORDER BY ends_at LOOP
        younger := false;
        IF part.apart THEN
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I >= $1)', part.name, parent.time_column)
               INTO younger USING bound;
        END IF;
        IF NOT younger THEN
            EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', parent_name, part.name);
            EXECUTE format('DROP TABLE %I', part.name);
            DELETE FROM time_partition WHERE name = part.name;
            RETURN part.name;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- Deletes what is older than that from the default partition, where rows are only if their partition was missing.
CREATE FUNCTION forget_default_rows(parent_name text, older_than timestamptz, most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    parent  partitioned_table%ROWTYPE;
    deleted integer;
BEGIN
    SELECT * INTO STRICT parent FROM partitioned_table WHERE name = parent_name;
    EXECUTE format('DELETE FROM %1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE %2$I < $1 ORDER BY %2$I LIMIT $2))',
                   parent_name || '_default', parent.time_column)
      USING LEAST(older_than, now() - parent.least_age), LEAST(most, 10000);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

REVOKE ALL ON FUNCTION partition_bound(text, timestamptz), make_partition(text, timestamptz, timestamptz), make_partitions(),
                       drop_partition(text, timestamptz), forget_default_rows(text, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions(), drop_partition(text, timestamptz),
                          forget_default_rows(text, timestamptz, integer) TO "${serviceRole}";
GRANT SELECT ON partitioned_table, time_partition TO "${serviceRole}";

-- ---------------------------------------------------------------- the tables that are there

-- Puts a table into partitions: what it has becomes one of them. Columns, defaults, checks and indexes come along, whatever
-- earlier versions have added; what cannot come along stops the migration.
CREATE FUNCTION into_partitions(parent_name text, primary_key text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent  partitioned_table%ROWTYPE;
    before  text := parent_name || '_before';
    cut     timestamptz;
    low     text;
    item    record;
    filled  boolean;
    next_id bigint;
BEGIN
    SELECT * INTO STRICT parent FROM partitioned_table WHERE name = parent_name;
    IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = parent_name::regclass AND NOT tgisinternal)
       OR EXISTS (SELECT 1 FROM pg_constraint
                   WHERE contype = 'f' AND parent_name::regclass IN (conrelid, confrelid)) THEN
        RAISE EXCEPTION 'table % has triggers or foreign keys, which would be lost', parent_name;
    END IF;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', parent_name, before);
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY INCLUDING COMMENTS)'
                   || ' PARTITION BY RANGE (%I)', parent_name, before, parent.key_column);
    FOR item IN SELECT attname FROM pg_attribute
                 WHERE attrelid = before::regclass AND attnum > 0 AND attidentity <> '' LOOP
        EXECUTE format('SELECT COALESCE(max(%I), 0) + 1 FROM %I', item.attname, before) INTO next_id;
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I DROP IDENTITY', before, item.attname);
        PERFORM setval(pg_get_serial_sequence(parent_name, item.attname), next_id, false);
    END LOOP;
    FOR item IN SELECT conname FROM pg_constraint WHERE conrelid = before::regclass AND contype IN ('p', 'u') LOOP
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', before, item.conname);
    END LOOP;

    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', parent_name || '_default', parent_name);
    EXECUTE format('CREATE INDEX ON %I (%I)', parent_name || '_default', parent.time_column);
    EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (%s)', parent_name, primary_key);
    FOR item IN SELECT index.relname, pg_get_indexdef(index.oid) AS definition, pg_index.indisunique, method.amname,
                       EXISTS (SELECT 1 FROM unnest(pg_index.indkey[0:pg_index.indnkeyatts - 1]) AS number
                                 JOIN pg_attribute ON attrelid = before::regclass AND attnum = number
                                WHERE attname = parent.key_column) AS has_key
                  FROM pg_index
                  JOIN pg_class AS index ON index.oid = pg_index.indexrelid
                  JOIN pg_am AS method ON method.oid = index.relam
                 WHERE pg_index.indrelid = before::regclass LOOP
        -- A moment's range of rows is a partition now, and needs no index of its own.
        CONTINUE WHEN item.amname = 'brin';
        EXECUTE format('ALTER INDEX %I RENAME TO %I', item.relname, item.relname || '_before');
        -- An index that is unique in all partitions has their key; where it cannot be, a lock sees to it.
        EXECUTE regexp_replace(
            regexp_replace(item.definition, '^CREATE UNIQUE INDEX',
                           CASE WHEN item.has_key THEN 'CREATE UNIQUE INDEX' ELSE 'CREATE INDEX' END),
            ' ON (\S+\.)?' || before || ' ', ' ON ' || quote_ident(parent_name) || ' ');
        IF item.indisunique AND NOT item.has_key THEN
            EXECUTE format('DROP INDEX %I', item.relname || '_before');
        END IF;
    END LOOP;

    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', before) INTO filled;
    IF NOT filled THEN
        EXECUTE format('DROP TABLE %I', before);
        RETURN;
    END IF;
    IF parent.key_kind = 'session' THEN
        -- Keys of earlier versions are random; those that look like an hour of this era are one in five hundred.
        low := '\x00800000';
        EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                       before, parent.key_column, low, parent_name);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (MAXVALUE)', parent_name, before, low);
        INSERT INTO time_partition (name, parent, begins_at, ends_at, apart)
        VALUES (before, parent_name, '-infinity', now(), true);
    ELSE
        cut := date_trunc(parent.unit, now(), 'UTC') + ('1 ' || parent.unit)::interval;
        EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L RETURNING *)'
                       || ' INSERT INTO %I OVERRIDING SYSTEM VALUE SELECT * FROM moved',
                       before, parent.key_column, cut, parent_name);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', parent_name, before, cut);
        INSERT INTO time_partition (name, parent, begins_at, ends_at) VALUES (before, parent_name, '-infinity', cut);
    END IF;
    -- Rows are reached through the table: what may be done with them is said there.
    EXECUTE format('REVOKE ALL ON %I FROM %I', before, '${serviceRole}');
END
$$;

SET LOCAL timezone = 'UTC';
SELECT into_partitions('onboarding_session', 'id_hash');
SELECT into_partitions('verification', 'id, session_hash');
SELECT into_partitions('message', 'id, session_hash');
SELECT into_partitions('audit_event', 'id, at');
DROP FUNCTION into_partitions(text, text);
SELECT make_partitions();

GRANT SELECT, INSERT, UPDATE, DELETE ON onboarding_session, verification, message TO "${serviceRole}";
GRANT SELECT, INSERT ON audit_event TO "${serviceRole}";

-- ---------------------------------------------------------------- what stays as it is

-- Rows that are forgotten one by one are taken in the order of an index; a summary of ranges of pages cannot give that order.
DROP INDEX idempotency_key_age;
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
DROP INDEX guard_count_age;
CREATE INDEX guard_count_age ON guard_count (bucket);
CREATE INDEX challenge_use_expiry ON challenge_use (expires_at);
DROP INDEX softphone_link_expiry;
CREATE INDEX softphone_link_expiry ON softphone_link (expires_at);

-- These change their time all the while and are forgotten in a pass over their pages: what changes should stay on its page.
DROP INDEX sip_registration_age;
ALTER TABLE sip_registration SET (fillfactor = 80);
ALTER TABLE sip_credential SET (fillfactor = 85);
ALTER TABLE number_guard SET (fillfactor = 80);

-- A fifth of ten million rows is too many to wait for.
ALTER TABLE sip_credential SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE sip_sync SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE sip_registration SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE rate_limit SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
