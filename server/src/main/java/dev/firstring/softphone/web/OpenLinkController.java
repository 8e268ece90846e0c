package dev.firstring.softphone.web;

import dev.firstring.http.PublicUrl;
import dev.firstring.sip.view.CredentialView;
import dev.firstring.softphone.document.Document;
import dev.firstring.softphone.document.Format;
import dev.firstring.softphone.link.FindLink;
import dev.firstring.softphone.link.LinkToken;
import dev.firstring.softphone.link.UseLink;
import dev.firstring.softphone.visitor.Visitor;
import dev.firstring.softphone.visitor.Visitors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Opens a link: a softphone gets its document and takes a use; other clients get a page and take none. All invalid
 * links get the same response, whatever the reason.
 */
@Controller
@Tag(name = "Softphones")
class OpenLinkController {

    private static final byte[] NO_GOOD =
            "This link is used up or over. Get a new one.\n".getBytes(StandardCharsets.US_ASCII);

    private final UseLink use;
    private final FindLink find;
    private final Visitors visitors;
    private final LinkPage page;

    OpenLinkController(UseLink use, FindLink find, Visitors visitors, LinkPage page) {
        this.use = use;
        this.find = find;
        this.visitors = visitors;
        this.page = page;
    }

    /**
     * Returns the document as a {@link ResponseEntity}, or the name of the page's view.
     *
     * @param format overrides the softphone's default format; the link's own format takes precedence
     */
    @Operation(
            operationId = "openProvisioningLink",
            summary = "Open a one-time link",
            description =
                    "A softphone gets its document and takes a use of the link; any other client gets a page and takes"
                            + " none.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/xml"),
                @Content(mediaType = "application/json", schema = @Schema(implementation = CredentialView.class)),
                @Content(mediaType = "text/plain"),
                @Content(mediaType = "text/html")
            })
    @ApiResponse(responseCode = "404", description = "The link is invalid", content = @Content)
    @GetMapping("/provisioning/{token}")
    Object open(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String format,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            HttpMethod method,
            Locale language,
            PublicUrl base,
            Model model,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.addHeader(HttpHeaders.VARY, "User-Agent, Accept, X-Linphone-Provisioning");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        // Spring routes HEAD to this handler, and the client of a HEAD request does not get the document.
        return switch (visitors.of(headers)) {
            case Visitor.Softphone(Format reads)
            when method.equals(HttpMethod.GET) ->
                document(
                        token,
                        Optional.ofNullable(format).flatMap(Format::ofWord).orElse(reads));
            case Visitor.Softphone _, Visitor.Onlooker _ -> page(token, base, language, model, response);
        };
    }

    private ResponseEntity<byte[]> document(String token, Format wanted) {
        Optional<Document> document = LinkToken.read(token).flatMap(known -> use.use(known, wanted));
        if (document.isEmpty()) {
            find.tellRefused(token);
        }
        return ResponseEntity.status(document.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND)
                .cacheControl(CacheControl.noStore())
                .contentType(document.map(Document::mediaType).orElse(MediaType.TEXT_PLAIN))
                .body(document.map(Document::bytes).orElse(NO_GOOD));
    }

    private String page(String token, PublicUrl base, Locale language, Model model, HttpServletResponse response) {
        Optional<FindLink.GoodLink> link = find.find(token);
        if (link.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        page.show(link, base, language, model);
        return LinkPage.VIEW;
    }
}
