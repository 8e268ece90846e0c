package dev.firstring.softphone.web;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.SecretAnswer;
import dev.firstring.softphone.link.FindLink;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The response of link creation, which is repeated for an idempotency key only while the link is valid. */
@Component
final class LinkAnswer implements SecretAnswer {

    private final FindLink links;

    LinkAnswer(FindLink links) {
        this.links = links;
    }

    @Override
    public boolean covers(HttpServletRequest request) {
        return request.getRequestURI().endsWith("/provisioning-links");
    }

    @Override
    public Optional<Problem> refusal(JsonNode data, List<String> cookies) {
        String url = data.path("url").asString("");
        return links.find(url.substring(url.lastIndexOf('/') + 1)).isPresent()
                ? Optional.empty()
                : Optional.of(Problem.of(ErrorCode.NOT_FOUND));
    }
}
