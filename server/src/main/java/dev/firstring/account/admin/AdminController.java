package dev.firstring.account.admin;

import dev.firstring.http.Answer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells an operator who it is and what it may do, so that a key can be tried. */
@RestController
class AdminController {

    @GetMapping({"/api/admin/me", "/api/v1/admin/me"})
    Answer<OperatorView> me(Operator operator) {
        return Answer.ok(OperatorView.of(operator), "admin.me");
    }
}
