package dev.firstring.bench.twin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Queries the server for the types of a statement's parameters. */
final class Types {

    private static final String PARAMETER_TYPES = """
            SELECT CAST(type AS text)
              FROM pg_prepared_statements CROSS JOIN unnest(parameter_types) WITH ORDINALITY AS parameter (type, place)
             WHERE name = 'bench_types'
             ORDER BY place
            """;

    private final Connection connection;

    Types(Connection connection) {
        this.connection = connection;
    }

    List<String> of(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("PREPARE bench_types AS " + sql);
            List<String> types = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(PARAMETER_TYPES)) {
                while (rows.next()) {
                    types.add(rows.getString(1));
                }
            }
            statement.execute("DEALLOCATE bench_types");
            return types;
        }
    }
}
