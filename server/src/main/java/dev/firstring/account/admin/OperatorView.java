package dev.firstring.account.admin;

import java.util.List;

/** An operator as returned by the API. */
record OperatorView(String actor, List<String> scopes) {

    static OperatorView of(Operator operator) {
        return new OperatorView(
                operator.actor(),
                operator.scopes().stream().sorted().map(Scope::word).toList());
    }
}
