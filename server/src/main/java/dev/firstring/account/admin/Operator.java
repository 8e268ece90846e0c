package dev.firstring.account.admin;

import java.util.Set;

/**
 * A client that may operate the service: a program with an API key, or a signed-in admin. A controller restricts an
 * operation to operators by declaring a parameter of this type, and to a scope with {@link Needs}. Operators are looked
 * up in the database for each request, so a revocation takes effect at once on every node.
 *
 * @param actor the actor in the audit trail: {@code admin:NAME} with the name of the key, or {@code admin:ID} with the
 *     id of the account
 */
public record Operator(String actor, Set<Scope> scopes) {

    public Operator {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
