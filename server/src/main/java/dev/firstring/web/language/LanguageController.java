package dev.firstring.web.language;

import dev.firstring.http.ChosenLanguage;
import dev.firstring.http.SpokenLanguages;
import dev.firstring.platform.Mode;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Stores the language that a user selects in a cookie, and redirects back to the page. */
@Controller
@Hidden
final class LanguageController {

    private static final Duration KEPT = Duration.ofDays(365);
    private static final int LONGEST_PATH = 200;
    private static final Pattern OWN_PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");

    private final SpokenLanguages spoken;
    private final Mode mode;

    LanguageController(SpokenLanguages spoken, Mode mode) {
        this.spoken = spoken;
        this.mode = mode;
    }

    @GetMapping("/language")
    ResponseEntity<Void> choose(
            @RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "/onboarding") String back) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(isOwnPath(back) ? URI.create(back) : URI.create("/onboarding"));
        if (spoken.all().stream().anyMatch(language -> language.toLanguageTag().equals(to))) {
            answer.header(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(ChosenLanguage.COOKIE, to)
                            .path("/")
                            .httpOnly(true)
                            .sameSite("Lax")
                            .secure(mode == Mode.PRODUCTION)
                            .maxAge(KEPT)
                            .build()
                            .toString());
        }
        return answer.build();
    }

    /** Prevents open redirects: two slashes would begin the name of another host. */
    private static boolean isOwnPath(String path) {
        return path.length() <= LONGEST_PATH && OWN_PATH.matcher(path).matches() && !path.contains("//");
    }
}
