package dev.firstring.messaging.provider.inbox;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of the development inbox and its resources. Absent in production. */
@Controller
@Hidden
@RequestMapping("/dev/inbox")
@ConditionalOnProperty(name = "firstring.mode", havingValue = "development", matchIfMissing = true)
class InboxController {

    private static final MediaType STYLE = new MediaType("text", "css");
    private static final MediaType SCRIPT = new MediaType("text", "javascript");

    private final InboxSender inbox;

    InboxController(InboxSender inbox) {
        this.inbox = inbox;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("messages", inbox.messages());
        return "dev/inbox";
    }

    @GetMapping(path = "/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<List<InboxMessage>> messages() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(inbox.messages());
    }

    @GetMapping("/inbox.css")
    ResponseEntity<Resource> style() {
        return file("inbox.css", STYLE);
    }

    @GetMapping("/inbox.js")
    ResponseEntity<Resource> script() {
        return file("inbox.js", SCRIPT);
    }

    private static ResponseEntity<Resource> file(String name, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("dev/firstring/messaging/provider/inbox/" + name));
    }
}
