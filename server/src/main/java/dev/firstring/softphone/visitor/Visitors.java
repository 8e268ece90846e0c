package dev.firstring.softphone.visitor;

import dev.firstring.softphone.document.Format;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Distinguishes softphones from other clients by their request headers. A softphone must identify itself as one: the
 * preview of a messenger opens a link first and must not use it up. Thread-safe.
 */
@Component
public final class Visitors {

    private static final String LINPHONE_HEADER = "X-Linphone-Provisioning";

    /**
     * The name of liblinphone before its first configuration. It then sends no {@code Accept}, unlike other clients.
     */
    private static final String NAMELESS_LINPHONE = "Unknown";

    private static final List<KnownAgent> KNOWN = List.of(
            new KnownAgent("Linphone", Format.LINPHONE),
            new KnownAgent("liblinphone", Format.LINPHONE),
            new KnownAgent("Acrobits", Format.ACROBITS),
            new KnownAgent("Groundwire", Format.ACROBITS),
            new KnownAgent("Cloud Softphone", Format.ACROBITS),
            new KnownAgent("CloudSoftphone", Format.ACROBITS),
            new KnownAgent("baresip", Format.BARESIP));

    /** Apps that are built on liblinphone send their own name first. */
    private static final List<String> LINPHONE_INSIDE = List.of("LinphoneSDK/", "LinphoneCore/");

    /** Clients that fetch pages for users and identify themselves; feed readers among them accept XML. */
    private static final List<String> READERS =
            List.of("bot", "crawl", "spider", "preview", "externalhit", "whatsapp", "feed", "rss", "scan", "fetch");

    private final List<KnownAgent> agents;

    public Visitors(VisitorSettings settings) {
        this.agents = Stream.concat(settings.agents().stream(), KNOWN.stream()).toList();
    }

    /** Classifies the sender of these headers. */
    public Visitor of(HttpHeaders headers) {
        if (headers.containsHeader(LINPHONE_HEADER)) {
            return new Visitor.Softphone(Format.LINPHONE);
        }
        String userAgent = Objects.requireNonNullElse(headers.getFirst(HttpHeaders.USER_AGENT), "");
        List<String> accept = headers.getOrEmpty(HttpHeaders.ACCEPT);
        return byName(userAgent, accept.isEmpty())
                .or(() -> isReader(userAgent) ? Optional.empty() : byAccept(accept))
                .<Visitor>map(Visitor.Softphone::new)
                .orElseGet(Visitor.Onlooker::new);
    }

    private Optional<Format> byName(String userAgent, boolean withoutAccept) {
        if (userAgent.equals(NAMELESS_LINPHONE) && withoutAccept) {
            return Optional.of(Format.LINPHONE);
        }
        if (!userAgent.startsWith("Mozilla/") && LINPHONE_INSIDE.stream().anyMatch(userAgent::contains)) {
            return Optional.of(Format.LINPHONE);
        }
        return agents.stream()
                .filter(agent -> agent.is(userAgent))
                .map(KnownAgent::format)
                .findFirst();
    }

    private static boolean isReader(String userAgent) {
        String name = userAgent.toLowerCase(Locale.ROOT);
        return READERS.stream().anyMatch(name::contains);
    }

    private static Optional<Format> byAccept(List<String> accept) {
        List<MediaType> wanted;
        try {
            wanted = MediaType.parseMediaTypes(accept).stream()
                    .filter(type -> type.getQualityValue() > 0)
                    .sorted(Comparator.comparingDouble(MediaType::getQualityValue)
                            .reversed())
                    .toList();
        } catch (InvalidMediaTypeException e) {
            return Optional.empty();
        }
        boolean page = wanted.stream()
                .anyMatch(type -> MediaType.TEXT_HTML.equalsTypeAndSubtype(type)
                        || MediaType.APPLICATION_XHTML_XML.equalsTypeAndSubtype(type));
        return page
                ? Optional.empty()
                : wanted.stream().map(Visitors::named).filter(Objects::nonNull).findFirst();
    }

    private static @Nullable Format named(MediaType type) {
        return switch (type.getType() + "/" + type.getSubtype()) {
            case "application/json" -> Format.JSON;
            case "application/xml", "text/xml" -> Format.LINPHONE;
            case "text/plain" -> Format.BARESIP;
            default -> null;
        };
    }
}
