package dev.firstring.account.admin;

import dev.firstring.http.Answer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Returns the name and the scopes of the calling operator, so that an API key can be tested. */
@RestController
@Tag(name = "Admin")
class AdminController {

    @Operation(
            operationId = "readOperator",
            summary = "Read the calling operator",
            description = "The name and the scopes of the caller, for testing an API key.")
    @GetMapping({"/api/admin/me", "/api/v1/admin/me"})
    Answer<OperatorView> me(Operator operator) {
        return Answer.ok(OperatorView.of(operator), "admin.me");
    }

    /** An operator as returned by the API. */
    record OperatorView(String actor, List<String> scopes) {

        static OperatorView of(Operator operator) {
            return new OperatorView(
                    operator.actor(),
                    operator.scopes().stream().sorted().map(Scope::word).toList());
        }
    }
}
