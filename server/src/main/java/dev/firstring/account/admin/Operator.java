package dev.firstring.account.admin;

import java.util.Set;

/**
 * Somebody who may operate the service: a program with an API key, or a signed-in admin. A controller gets one by having
 * a parameter of this type; nobody else comes in. With {@link Needs} it says which scope it takes. Looked up in the
 * database at each request, so that what is taken away is gone at once, on every node.
 *
 * @param actor for the trail: {@code admin:NAME} with the name of the key, or {@code admin:ID} with the id of the account
 */
public record Operator(String actor, Set<Scope> scopes) {

    public Operator {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
