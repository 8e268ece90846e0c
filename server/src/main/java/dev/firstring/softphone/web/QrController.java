package dev.firstring.softphone.web;

import dev.firstring.http.PublicUrl;
import dev.firstring.softphone.link.FindLink;
import dev.firstring.softphone.link.Link;
import dev.firstring.softphone.qr.QrCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Renders a link as a QR code, which contains only its URL. Takes no use of the link. */
@RestController
@Tag(name = "Softphones")
final class QrController {

    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final String TITLE = "QR code of the link";

    private final FindLink find;

    QrController(FindLink find) {
        this.find = find;
    }

    @Operation(
            operationId = "drawLinkAsSvg",
            summary = "Render a one-time link as an SVG QR code",
            description = "The QR code contains only the link. Rendering it takes no use of the link.")
    @ApiResponse(responseCode = "200", description = "The image", content = @Content(mediaType = "image/svg+xml"))
    @ApiResponse(responseCode = "404", description = "The link is invalid", content = @Content)
    @GetMapping("/provisioning/{token}/qr.svg")
    ResponseEntity<byte[]> svg(@PathVariable String token, PublicUrl base) {
        return image(token, base, SVG, url -> QrCode.svg(url, TITLE).getBytes(StandardCharsets.UTF_8));
    }

    @Operation(
            operationId = "drawLinkAsPng",
            summary = "Render a one-time link as a PNG QR code",
            description = "The QR code contains only the link. Rendering it takes no use of the link.")
    @ApiResponse(responseCode = "200", description = "The image", content = @Content(mediaType = "image/png"))
    @ApiResponse(responseCode = "404", description = "The link is invalid", content = @Content)
    @GetMapping("/provisioning/{token}/qr.png")
    ResponseEntity<byte[]> png(@PathVariable String token, PublicUrl base) {
        return image(token, base, MediaType.IMAGE_PNG, QrCode::png);
    }

    private ResponseEntity<byte[]> image(
            String token, PublicUrl base, MediaType type, Function<String, byte[]> drawing) {
        return find.find(token)
                .map(link -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(type)
                        .body(drawing.apply(base.to(Link.path(link.token())))))
                .orElseGet(() -> ResponseEntity.notFound()
                        .cacheControl(CacheControl.noStore())
                        .build());
    }
}
