package dev.firstring.bench.twin;

import java.util.List;

/**
 * Statements that were committed together.
 *
 * @param explicit whether they stood between BEGIN and COMMIT
 */
record Transaction(List<Executed> statements, boolean explicit) {

    Transaction {
        statements = List.copyOf(statements);
    }

    /** What is the same whenever the same work is done: the texts. */
    List<String> signature() {
        return statements.stream().map(Executed::sql).toList();
    }
}
