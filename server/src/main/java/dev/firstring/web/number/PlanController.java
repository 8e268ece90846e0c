package dev.firstring.web.number;

import dev.firstring.phone.plan.NumberingPlan;
import dev.firstring.phone.plan.NumberingPlans;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the numbering plan of the selected country to the phone number field. */
@Controller
@Hidden
final class PlanController {

    private final NumberingPlans plans;

    PlanController(NumberingPlans plans) {
        this.plans = plans;
    }

    @GetMapping("/assets/{version}/plans/{region}.json")
    ResponseEntity<NumberingPlan> plan(@PathVariable String version, @PathVariable String region) {
        return plans.of(region.toUpperCase(Locale.ROOT))
                .map(plan -> ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                        .body(plan))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
