package dev.firstring.web.assets;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * Serves the files of pages. URLs of the current version are cacheable permanently. During a rolling update, a page
 * from another node may refer to another version; such URLs are served but not cacheable.
 */
@Controller
@Hidden
final class AssetController {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Assets assets;

    AssetController(Assets assets) {
        this.assets = assets;
    }

    @GetMapping("/assets/{version}/{*name}")
    ResponseEntity<byte[]> file(
            @PathVariable String version,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        return assets.find(name.substring(1))
                .map(asset -> answer(
                        asset,
                        assets.isCurrent(version) ? FOR_GOOD : CacheControl.noStore(),
                        Objects.requireNonNullElse(encodings, "").contains("gzip")))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<byte[]> answer(Asset asset, CacheControl caching, boolean gzip) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, asset.type())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .cacheControl(caching);
        return gzip && asset.shrinks()
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(asset.compressed())
                : answer.body(asset.bytes());
    }
}
