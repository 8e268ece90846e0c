package dev.firstring.bench.twin;

import java.util.List;

/**
 * Statements that were committed together.
 *
 * @param explicit whether they were between BEGIN and COMMIT
 */
record Transaction(List<Executed> statements, boolean explicit) {

    Transaction {
        statements = List.copyOf(statements);
    }

    /** The texts of the statements, which identify the kind of work. */
    List<String> signature() {
        return statements.stream().map(Executed::sql).toList();
    }
}
